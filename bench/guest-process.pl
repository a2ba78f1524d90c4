# Passes for the QEMU of a mock guest, since the host knows a guest by its process: listens at the sockets of a monitor and of a
# port, BASE.qmp and BASE.chardev, and relays them to BASE.sock and BASE.port. Ends with its standard input.
# usage: guest-process.pl BASE [options of QEMU, for /proc/PID/cmdline alone]
use strict;
use warnings;
use IO::Select;
use IO::Socket::UNIX;

my ($base) = @ARGV;
my %other;
my ($monitor, $port) =
  map { IO::Socket::UNIX->new(Local => $_, Listen => 8) or die "$_: $!\n" } "$base.qmp", "$base.chardev";
my %path_of = ($monitor => "$base.sock", $port => "$base.port");
my $streams = IO::Select->new(\*STDIN, $monitor, $port);
$SIG{PIPE} = 'IGNORE';
syswrite STDOUT, "listening\n";

while (1) {
  for my $stream ($streams->can_read) {
    exit if $stream == \*STDIN;
    my $path = $path_of{$stream};
    if ($path) { add(scalar $stream->accept, IO::Socket::UNIX->new(Peer => $path) || die "$path: $!\n") }
    elsif ($other{$stream}) { relay($stream, $other{$stream}) }
  }
}

sub add {
  my ($near, $far) = @_;
  @other{$near, $far} = ($far, $near);
  $streams->add($near, $far);
}

sub relay {
  my ($from, $to) = @_;
  my $bytes;
  return if sysread($from, $bytes, 65536) && print_all($to, $bytes);
  delete @other{$from, $to};
  $streams->remove($from, $to);
  close $_ for $from, $to;
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
