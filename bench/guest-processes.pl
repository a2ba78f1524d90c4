# Gives each mock guest a process of its own, by which the host knows a guest. The process has the sockets of a monitor and of a
# port, and relays them: DIRECTORY/0.qmp to 0.sock, 0.chardev to 0.port, 1.qmp to 1.sock and so on. Prints the pids in that order; ends with its standard input.
# usage: guest-processes.pl DIRECTORY COUNT
use strict;
use warnings;
use IO::Select;
use IO::Socket::UNIX;

my ($directory, $count) = @ARGV;
# The name in /proc/PID/cmdline.
$0 = 'qemu-system-x86_64';
$SIG{PIPE} = 'IGNORE';

my @pids;
for my $number (0 .. $count - 1) {
  my $base = "$directory/$number";
  my @servers = map { IO::Socket::UNIX->new(Local => $_, Listen => 8) or die "$_: $!\n" } "$base.qmp", "$base.chardev";
  my $pid = fork // die "fork: $!\n";
  push @pids, $pid;
  relay($servers[0] => "$base.sock", $servers[1] => "$base.port") if $pid == 0;
}
syswrite STDOUT, "@pids\n";
sysread STDIN, my $end, 1;

# Relays the connections of each server to a path, until standard input ends.
sub relay {
  my %path_of = @_;
  my %other;
  my $streams = IO::Select->new(\*STDIN, @_[0, 2]);
  while (1) {
    for my $stream ($streams->can_read) {
      exit if $stream == \*STDIN;
      if (my $path = $path_of{$stream}) {
        my $near = $stream->accept;
        my $far = IO::Socket::UNIX->new(Peer => $path) or die "$path: $!\n";
        @other{$near, $far} = ($far, $near);
        $streams->add($near, $far);
      } elsif (my $to = $other{$stream}) {
        my $bytes;
        next if sysread($stream, $bytes, 65536) && print_all($to, $bytes);
        delete @other{$stream, $to};
        $streams->remove($stream, $to);
        close $_ for $stream, $to;
      }
    }
  }
}

# Returns whether all bytes could be written.
sub print_all {
  my ($to, $bytes) = @_;
  while (length $bytes) {
    my $written = syswrite $to, $bytes or return;
    substr $bytes, 0, $written, '';
  }
  return 1;
}
