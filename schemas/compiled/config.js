// Built from schemas/config.schema.json by `npm run build`.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"qgauge configuration","description":"The configuration file of `qgauge stream`, in YAML (default: /etc/qgauge/qgauge.yaml). Every key is optional. The message about a wrong value says that it is not the `title` of its rule.","$ref":"#/$defs/config","$defs":{"config":{"title":"a configuration: keys with their values, such as 'interval: 10s'","type":"object","properties":{"interval":{"description":"The interval between the starts of two sweeps over all guests, at least 100ms (default: 1s).","$ref":"#/$defs/duration"},"slowInterval":{"description":"The interval at which data is read that seldom changes and is slow to query: disk sizes, snapshots, console, network cards, the guest agent, NUMA nodes (default: 60s).","$ref":"#/$defs/duration"},"timeouts":{"$ref":"#/$defs/timeouts"},"hold":{"description":"Keeps the connection to each monitor open, and receives its events; every other client has to wait meanwhile. With false, each sweep connects, queries and disconnects (default: false).","$ref":"#/$defs/switch"},"polling":{"description":"Switches the balloon's statistics on, at this interval, in guests where they are off, and leaves them on; an interval that is already set stays. `off` writes nothing to any guest (default: 10s).","$ref":"#/$defs/polling"},"guests":{"title":"a list of at least one guest, each with an address","description":"The monitors to query. Without `discover: true`, no others are queried.","type":"array","minItems":1,"items":{"$ref":"#/$defs/guest"}},"discover":{"description":"Finds the QEMUs of this host (default: true without `guests`, else false). With both, the listed guests keep their names and addresses, and the others are found.","$ref":"#/$defs/switch"},"expected":{"title":"a list of names of guests","description":"Guests that should be running: a missing one is reported as absent.","type":"array","items":{"$ref":"#/$defs/word"}},"procfs":{"description":"Where the kernel's proc file system is mounted (default: /proc).","$ref":"#/$defs/path"},"sysfs":{"description":"Where the kernel's sysfs is mounted (default: /sys).","$ref":"#/$defs/path"},"cgroup":{"description":"Where control groups are mounted (default: according to the kernel's mount table).","$ref":"#/$defs/path"},"numa":{"description":"Reads which NUMA nodes each QEMU's pages are on, for which the kernel walks all of the pages (default: false).","$ref":"#/$defs/switch"},"agent":{"description":"Asks guest agents for the guest's addresses and operating system (default: false).","$ref":"#/$defs/switch"},"sinks":{"title":"a list of at least one sink, each with a printer and an output","description":"Where the metrics go, and in which format (default: text on standard output).","type":"array","minItems":1,"items":{"$ref":"#/$defs/sink"}}},"additionalProperties":false},"timeouts":{"title":"a set of timeouts: greeting, command, slowCommand, guest","description":"How long to wait. Data that has not arrived by then is missing, and does not delay the other guests.","type":"object","properties":{"greeting":{"description":"For a monitor's greeting; a monitor that serves another client sends none (default: 1s).","$ref":"#/$defs/duration"},"command":{"description":"For a reply (default: 2s).","$ref":"#/$defs/duration"},"slowCommand":{"description":"For a reply to a slow command (default: 10s).","$ref":"#/$defs/duration"},"guest":{"description":"For one guest in all. A sweep waits at most this long, and never longer than its interval (default: 3s).","$ref":"#/$defs/duration"}},"additionalProperties":false},"guest":{"title":"a guest: address, and maybe name and expected","type":"object","properties":{"name":{"description":"The guest's name in the output (default: its own name).","$ref":"#/$defs/word"},"address":{"description":"Its QMP monitor.","$ref":"#/$defs/address"},"expected":{"description":"The same as its name in `expected` (default: false).","$ref":"#/$defs/switch"}},"required":["address"],"additionalProperties":false},"sink":{"title":"a sink: printer, metrics, verbose, netdev, storedev, output, target, spool","type":"object","properties":{"printer":{"description":"The format (default: text).","enum":["json","text","ndjson","csv","influx","hv-monitor"]},"metrics":{"title":"a list of at least one group of metrics","description":"The metrics to print (default: cpu and mem, as in kvmtop). ndjson and hv-monitor always print everything.","type":"array","minItems":1,"items":{"enum":["cpu","mem","disk","net","io","host","pressure","balloon"]}},"verbose":{"description":"Adds the metrics that kvmtop prints only with --verbose (default: false).","$ref":"#/$defs/switch"},"netdev":{"title":"a list of at least one network interface of the host","description":"The ones whose traffic counts as the host's (default: all physical ones).","type":"array","minItems":1,"items":{"$ref":"#/$defs/word"}},"storedev":{"title":"a list of at least one block device of the host","description":"The ones whose traffic counts as the host's (default: all physical ones).","type":"array","minItems":1,"items":{"$ref":"#/$defs/word"}},"output":{"description":"The kind of output (default: stdout).","enum":["stdout","file","tcp","udp"]},"target":{"description":"The path of the file, or host:port for tcp and udp, with an IPv6 host in brackets.","$ref":"#/$defs/word"},"spool":{"$ref":"#/$defs/spool"}},"additionalProperties":false},"spool":{"title":"a spool: directory, and maybe limit","description":"Where tcp keeps on disk what cannot be sent yet.","type":"object","properties":{"directory":{"description":"Created when it does not exist.","$ref":"#/$defs/path"},"limit":{"description":"Its maximum size (default: 64M).","$ref":"#/$defs/size"}},"required":["directory"],"additionalProperties":false},"duration":{"title":"a duration: a number above 0 with a unit (ms, s, m, h), such as 10s or 500ms, or of seconds without","type":["number","string"],"exclusiveMinimum":0,"pattern":"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},"polling":{"title":"a polling interval: whole seconds such as 10s or 10, or off","type":["integer","string"],"minimum":1,"pattern":"^([0-9]+s?|off)$"},"size":{"title":"a size: bytes as a number, or with a unit (K, M, G), such as 64M","type":["integer","string"],"minimum":1,"maximum":9007199254740991,"pattern":"^[0-9]+(\\.[0-9]+)?[KMG]$"},"switch":{"title":"true or false","type":"boolean"},"word":{"title":"a text of one line","type":"string","pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"},"path":{"title":"an absolute path","type":"string","pattern":"^/[^\\u0000-\\u001f]*$"},"address":{"title":"an address: unix:/path, /path or tcp:host:port","type":"string","pattern":"^((unix:)?/[^\\u0000-\\u001f]+|unix:@[^\\u0000-\\u001f]+|tcp:(\\[[^\\]\\s\\u0000-\\u001f]+\\]|[^\\[\\]:\\s\\u0000-\\u001f]*):0*[1-9][0-9]{0,4})$"}}};
const schema32 = {"title":"a configuration: keys with their values, such as 'interval: 10s'","type":"object","properties":{"interval":{"description":"The interval between the starts of two sweeps over all guests, at least 100ms (default: 1s).","$ref":"#/$defs/duration"},"slowInterval":{"description":"The interval at which data is read that seldom changes and is slow to query: disk sizes, snapshots, console, network cards, the guest agent, NUMA nodes (default: 60s).","$ref":"#/$defs/duration"},"timeouts":{"$ref":"#/$defs/timeouts"},"hold":{"description":"Keeps the connection to each monitor open, and receives its events; every other client has to wait meanwhile. With false, each sweep connects, queries and disconnects (default: false).","$ref":"#/$defs/switch"},"polling":{"description":"Switches the balloon's statistics on, at this interval, in guests where they are off, and leaves them on; an interval that is already set stays. `off` writes nothing to any guest (default: 10s).","$ref":"#/$defs/polling"},"guests":{"title":"a list of at least one guest, each with an address","description":"The monitors to query. Without `discover: true`, no others are queried.","type":"array","minItems":1,"items":{"$ref":"#/$defs/guest"}},"discover":{"description":"Finds the QEMUs of this host (default: true without `guests`, else false). With both, the listed guests keep their names and addresses, and the others are found.","$ref":"#/$defs/switch"},"expected":{"title":"a list of names of guests","description":"Guests that should be running: a missing one is reported as absent.","type":"array","items":{"$ref":"#/$defs/word"}},"procfs":{"description":"Where the kernel's proc file system is mounted (default: /proc).","$ref":"#/$defs/path"},"sysfs":{"description":"Where the kernel's sysfs is mounted (default: /sys).","$ref":"#/$defs/path"},"cgroup":{"description":"Where control groups are mounted (default: according to the kernel's mount table).","$ref":"#/$defs/path"},"numa":{"description":"Reads which NUMA nodes each QEMU's pages are on, for which the kernel walks all of the pages (default: false).","$ref":"#/$defs/switch"},"agent":{"description":"Asks guest agents for the guest's addresses and operating system (default: false).","$ref":"#/$defs/switch"},"sinks":{"title":"a list of at least one sink, each with a printer and an output","description":"Where the metrics go, and in which format (default: text on standard output).","type":"array","minItems":1,"items":{"$ref":"#/$defs/sink"}}},"additionalProperties":false};
const schema33 = {"title":"a duration: a number above 0 with a unit (ms, s, m, h), such as 10s or 500ms, or of seconds without","type":["number","string"],"exclusiveMinimum":0,"pattern":"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"};
const schema40 = {"title":"true or false","type":"boolean"};
const schema41 = {"title":"a polling interval: whole seconds such as 10s or 10, or off","type":["integer","string"],"minimum":1,"pattern":"^([0-9]+s?|off)$"};
const schema43 = {"title":"a text of one line","type":"string","pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"};
const schema48 = {"title":"an absolute path","type":"string","pattern":"^/[^\\u0000-\\u001f]*$"};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", "u");
const pattern10 = new RegExp("^([0-9]+s?|off)$", "u");
const pattern11 = new RegExp("^[^\\u0000-\\u001f\\u007f-\\u009f]+$", "u");
const pattern14 = new RegExp("^/[^\\u0000-\\u001f]*$", "u");
const schema35 = {"title":"a set of timeouts: greeting, command, slowCommand, guest","description":"How long to wait. Data that has not arrived by then is missing, and does not delay the other guests.","type":"object","properties":{"greeting":{"description":"For a monitor's greeting; a monitor that serves another client sends none (default: 1s).","$ref":"#/$defs/duration"},"command":{"description":"For a reply (default: 2s).","$ref":"#/$defs/duration"},"slowCommand":{"description":"For a reply to a slow command (default: 10s).","$ref":"#/$defs/duration"},"guest":{"description":"For one guest in all. A sweep waits at most this long, and never longer than its interval (default: 3s).","$ref":"#/$defs/duration"}},"additionalProperties":false};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "greeting") || (key0 === "command")) || (key0 === "slowCommand")) || (key0 === "guest"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.greeting !== undefined){
let data0 = data.greeting;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (typeof data0 !== "string")){
const err1 = {instancePath:instancePath+"/greeting",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema33.type},message:"must be number,string",schema:schema33.type,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 <= 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/greeting",schemaPath:"#/$defs/duration/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/greeting",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$",parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.command !== undefined){
let data1 = data.command;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
const err4 = {instancePath:instancePath+"/command",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema33.type},message:"must be number,string",schema:schema33.type,parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 <= 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/command",schemaPath:"#/$defs/duration/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err6 = {instancePath:instancePath+"/command",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$",parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.slowCommand !== undefined){
let data2 = data.slowCommand;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
const err7 = {instancePath:instancePath+"/slowCommand",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema33.type},message:"must be number,string",schema:schema33.type,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 <= 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/slowCommand",schemaPath:"#/$defs/duration/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err9 = {instancePath:instancePath+"/slowCommand",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$",parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.guest !== undefined){
let data3 = data.guest;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
const err10 = {instancePath:instancePath+"/guest",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema33.type},message:"must be number,string",schema:schema33.type,parentSchema:schema33,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 <= 0 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/guest",schemaPath:"#/$defs/duration/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema33,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err12 = {instancePath:instancePath+"/guest",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$",parentSchema:schema33,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"title":"a guest: address, and maybe name and expected","type":"object","properties":{"name":{"description":"The guest's name in the output (default: its own name).","$ref":"#/$defs/word"},"address":{"description":"Its QMP monitor.","$ref":"#/$defs/address"},"expected":{"description":"The same as its name in `expected` (default: false).","$ref":"#/$defs/switch"}},"required":["address"],"additionalProperties":false};
const schema44 = {"title":"an address: unix:/path, /path or tcp:host:port","type":"string","pattern":"^((unix:)?/[^\\u0000-\\u001f]+|unix:@[^\\u0000-\\u001f]+|tcp:(\\[[^\\]\\s\\u0000-\\u001f]+\\]|[^\\[\\]:\\s\\u0000-\\u001f]*):0*[1-9][0-9]{0,4})$"};
const pattern12 = new RegExp("^((unix:)?/[^\\u0000-\\u001f]+|unix:@[^\\u0000-\\u001f]+|tcp:(\\[[^\\]\\s\\u0000-\\u001f]+\\]|[^\\[\\]:\\s\\u0000-\\u001f]*):0*[1-9][0-9]{0,4})$", "u");

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "address")) || (key0 === "expected"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern11.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/word/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f]+$",parentSchema:schema43,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/word/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.address !== undefined){
let data1 = data.address;
if(typeof data1 === "string"){
if(!pattern12.test(data1)){
const err4 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^((unix:)?/[^\\u0000-\\u001f]+|unix:@[^\\u0000-\\u001f]+|tcp:(\\[[^\\]\\s\\u0000-\\u001f]+\\]|[^\\[\\]:\\s\\u0000-\\u001f]*):0*[1-9][0-9]{0,4})$"},message:"must match pattern \""+"^((unix:)?/[^\\u0000-\\u001f]+|unix:@[^\\u0000-\\u001f]+|tcp:(\\[[^\\]\\s\\u0000-\\u001f]+\\]|[^\\[\\]:\\s\\u0000-\\u001f]*):0*[1-9][0-9]{0,4})$"+"\"",schema:"^((unix:)?/[^\\u0000-\\u001f]+|unix:@[^\\u0000-\\u001f]+|tcp:(\\[[^\\]\\s\\u0000-\\u001f]+\\]|[^\\[\\]:\\s\\u0000-\\u001f]*):0*[1-9][0-9]{0,4})$",parentSchema:schema44,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.type,parentSchema:schema44,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.expected !== undefined){
let data2 = data.expected;
if(typeof data2 !== "boolean"){
const err6 = {instancePath:instancePath+"/expected",schemaPath:"#/$defs/switch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.type,parentSchema:schema40,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema53 = {"title":"a sink: printer, metrics, verbose, netdev, storedev, output, target, spool","type":"object","properties":{"printer":{"description":"The format (default: text).","enum":["json","text","ndjson","csv","influx","hv-monitor"]},"metrics":{"title":"a list of at least one group of metrics","description":"The metrics to print (default: cpu and mem, as in kvmtop). ndjson and hv-monitor always print everything.","type":"array","minItems":1,"items":{"enum":["cpu","mem","disk","net","io","host","pressure","balloon"]}},"verbose":{"description":"Adds the metrics that kvmtop prints only with --verbose (default: false).","$ref":"#/$defs/switch"},"netdev":{"title":"a list of at least one network interface of the host","description":"The ones whose traffic counts as the host's (default: all physical ones).","type":"array","minItems":1,"items":{"$ref":"#/$defs/word"}},"storedev":{"title":"a list of at least one block device of the host","description":"The ones whose traffic counts as the host's (default: all physical ones).","type":"array","minItems":1,"items":{"$ref":"#/$defs/word"}},"output":{"description":"The kind of output (default: stdout).","enum":["stdout","file","tcp","udp"]},"target":{"description":"The path of the file, or host:port for tcp and udp, with an IPv6 host in brackets.","$ref":"#/$defs/word"},"spool":{"$ref":"#/$defs/spool"}},"additionalProperties":false};
const schema58 = {"title":"a spool: directory, and maybe limit","description":"Where tcp keeps on disk what cannot be sent yet.","type":"object","properties":{"directory":{"description":"Created when it does not exist.","$ref":"#/$defs/path"},"limit":{"description":"Its maximum size (default: 64M).","$ref":"#/$defs/size"}},"required":["directory"],"additionalProperties":false};
const schema60 = {"title":"a size: bytes as a number, or with a unit (K, M, G), such as 64M","type":["integer","string"],"minimum":1,"maximum":9007199254740991,"pattern":"^[0-9]+(\\.[0-9]+)?[KMG]$"};
const pattern21 = new RegExp("^[0-9]+(\\.[0-9]+)?[KMG]$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.directory === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "directory"},message:"must have required property '"+"directory"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "directory") || (key0 === "limit"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.directory !== undefined){
let data0 = data.directory;
if(typeof data0 === "string"){
if(!pattern14.test(data0)){
const err2 = {instancePath:instancePath+"/directory",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema48,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/directory",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.limit !== undefined){
let data1 = data.limit;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (typeof data1 !== "string")){
const err4 = {instancePath:instancePath+"/limit",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: schema60.type},message:"must be integer,string",schema:schema60.type,parentSchema:schema60,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/limit",schemaPath:"#/$defs/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema60,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/limit",schemaPath:"#/$defs/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema60,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern21.test(data1)){
const err7 = {instancePath:instancePath+"/limit",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?[KMG]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?[KMG]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?[KMG]$",parentSchema:schema60,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "printer") || (key0 === "metrics")) || (key0 === "verbose")) || (key0 === "netdev")) || (key0 === "storedev")) || (key0 === "output")) || (key0 === "target")) || (key0 === "spool"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.printer !== undefined){
let data0 = data.printer;
if(!((((((data0 === "json") || (data0 === "text")) || (data0 === "ndjson")) || (data0 === "csv")) || (data0 === "influx")) || (data0 === "hv-monitor"))){
const err1 = {instancePath:instancePath+"/printer",schemaPath:"#/properties/printer/enum",keyword:"enum",params:{allowedValues: schema53.properties.printer.enum},message:"must be equal to one of the allowed values",schema:schema53.properties.printer.enum,parentSchema:schema53.properties.printer,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.metrics !== undefined){
let data1 = data.metrics;
if(Array.isArray(data1)){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema53.properties.metrics,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(!((((((((data2 === "cpu") || (data2 === "mem")) || (data2 === "disk")) || (data2 === "net")) || (data2 === "io")) || (data2 === "host")) || (data2 === "pressure")) || (data2 === "balloon"))){
const err3 = {instancePath:instancePath+"/metrics/" + i0,schemaPath:"#/properties/metrics/items/enum",keyword:"enum",params:{allowedValues: schema53.properties.metrics.items.enum},message:"must be equal to one of the allowed values",schema:schema53.properties.metrics.items.enum,parentSchema:schema53.properties.metrics.items,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema53.properties.metrics.type,parentSchema:schema53.properties.metrics,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.verbose !== undefined){
let data3 = data.verbose;
if(typeof data3 !== "boolean"){
const err5 = {instancePath:instancePath+"/verbose",schemaPath:"#/$defs/switch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.type,parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.netdev !== undefined){
let data4 = data.netdev;
if(Array.isArray(data4)){
if(data4.length < 1){
const err6 = {instancePath:instancePath+"/netdev",schemaPath:"#/properties/netdev/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema53.properties.netdev,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 === "string"){
if(!pattern11.test(data5)){
const err7 = {instancePath:instancePath+"/netdev/" + i1,schemaPath:"#/$defs/word/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f]+$",parentSchema:schema43,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/netdev/" + i1,schemaPath:"#/$defs/word/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/netdev",schemaPath:"#/properties/netdev/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema53.properties.netdev.type,parentSchema:schema53.properties.netdev,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.storedev !== undefined){
let data6 = data.storedev;
if(Array.isArray(data6)){
if(data6.length < 1){
const err10 = {instancePath:instancePath+"/storedev",schemaPath:"#/properties/storedev/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema53.properties.storedev,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len2 = data6.length;
for(let i2=0; i2<len2; i2++){
let data7 = data6[i2];
if(typeof data7 === "string"){
if(!pattern11.test(data7)){
const err11 = {instancePath:instancePath+"/storedev/" + i2,schemaPath:"#/$defs/word/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f]+$",parentSchema:schema43,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/storedev/" + i2,schemaPath:"#/$defs/word/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data:data7};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/storedev",schemaPath:"#/properties/storedev/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema53.properties.storedev.type,parentSchema:schema53.properties.storedev,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.output !== undefined){
let data8 = data.output;
if(!((((data8 === "stdout") || (data8 === "file")) || (data8 === "tcp")) || (data8 === "udp"))){
const err14 = {instancePath:instancePath+"/output",schemaPath:"#/properties/output/enum",keyword:"enum",params:{allowedValues: schema53.properties.output.enum},message:"must be equal to one of the allowed values",schema:schema53.properties.output.enum,parentSchema:schema53.properties.output,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.target !== undefined){
let data9 = data.target;
if(typeof data9 === "string"){
if(!pattern11.test(data9)){
const err15 = {instancePath:instancePath+"/target",schemaPath:"#/$defs/word/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f]+$",parentSchema:schema43,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/target",schemaPath:"#/$defs/word/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.spool !== undefined){
if(!(validate27(data.spool, {instancePath:instancePath+"/spool",parentData:data,parentDataProperty:"spool",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema32.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.interval !== undefined){
let data0 = data.interval;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (typeof data0 !== "string")){
const err1 = {instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema33.type},message:"must be number,string",schema:schema33.type,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 <= 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$",parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.slowInterval !== undefined){
let data1 = data.slowInterval;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
const err4 = {instancePath:instancePath+"/slowInterval",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: schema33.type},message:"must be number,string",schema:schema33.type,parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 <= 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/slowInterval",schemaPath:"#/$defs/duration/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err6 = {instancePath:instancePath+"/slowInterval",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"+"\"",schema:"^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$",parentSchema:schema33,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.timeouts !== undefined){
if(!(validate22(data.timeouts, {instancePath:instancePath+"/timeouts",parentData:data,parentDataProperty:"timeouts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.hold !== undefined){
let data3 = data.hold;
if(typeof data3 !== "boolean"){
const err7 = {instancePath:instancePath+"/hold",schemaPath:"#/$defs/switch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.type,parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.polling !== undefined){
let data4 = data.polling;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (typeof data4 !== "string")){
const err8 = {instancePath:instancePath+"/polling",schemaPath:"#/$defs/polling/type",keyword:"type",params:{type: schema41.type},message:"must be integer,string",schema:schema41.type,parentSchema:schema41,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/polling",schemaPath:"#/$defs/polling/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema41,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(typeof data4 === "string"){
if(!pattern10.test(data4)){
const err10 = {instancePath:instancePath+"/polling",schemaPath:"#/$defs/polling/pattern",keyword:"pattern",params:{pattern: "^([0-9]+s?|off)$"},message:"must match pattern \""+"^([0-9]+s?|off)$"+"\"",schema:"^([0-9]+s?|off)$",parentSchema:schema41,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.guests !== undefined){
let data5 = data.guests;
if(Array.isArray(data5)){
if(data5.length < 1){
const err11 = {instancePath:instancePath+"/guests",schemaPath:"#/properties/guests/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema32.properties.guests,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(!(validate24(data5[i0], {instancePath:instancePath+"/guests/" + i0,parentData:data5,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/guests",schemaPath:"#/properties/guests/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.guests.type,parentSchema:schema32.properties.guests,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.discover !== undefined){
let data7 = data.discover;
if(typeof data7 !== "boolean"){
const err13 = {instancePath:instancePath+"/discover",schemaPath:"#/$defs/switch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.type,parentSchema:schema40,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.expected !== undefined){
let data8 = data.expected;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(typeof data9 === "string"){
if(!pattern11.test(data9)){
const err14 = {instancePath:instancePath+"/expected/" + i1,schemaPath:"#/$defs/word/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f]+$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f]+$",parentSchema:schema43,data:data9};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/expected/" + i1,schemaPath:"#/$defs/word/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.type,parentSchema:schema43,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/expected",schemaPath:"#/properties/expected/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.expected.type,parentSchema:schema32.properties.expected,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.procfs !== undefined){
let data10 = data.procfs;
if(typeof data10 === "string"){
if(!pattern14.test(data10)){
const err17 = {instancePath:instancePath+"/procfs",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema48,data:data10};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/procfs",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.sysfs !== undefined){
let data11 = data.sysfs;
if(typeof data11 === "string"){
if(!pattern14.test(data11)){
const err19 = {instancePath:instancePath+"/sysfs",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema48,data:data11};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/sysfs",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.cgroup !== undefined){
let data12 = data.cgroup;
if(typeof data12 === "string"){
if(!pattern14.test(data12)){
const err21 = {instancePath:instancePath+"/cgroup",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^/[^\\u0000-\\u001f]*$"},message:"must match pattern \""+"^/[^\\u0000-\\u001f]*$"+"\"",schema:"^/[^\\u0000-\\u001f]*$",parentSchema:schema48,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/cgroup",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.numa !== undefined){
let data13 = data.numa;
if(typeof data13 !== "boolean"){
const err23 = {instancePath:instancePath+"/numa",schemaPath:"#/$defs/switch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.type,parentSchema:schema40,data:data13};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.agent !== undefined){
let data14 = data.agent;
if(typeof data14 !== "boolean"){
const err24 = {instancePath:instancePath+"/agent",schemaPath:"#/$defs/switch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.type,parentSchema:schema40,data:data14};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.sinks !== undefined){
let data15 = data.sinks;
if(Array.isArray(data15)){
if(data15.length < 1){
const err25 = {instancePath:instancePath+"/sinks",schemaPath:"#/properties/sinks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema32.properties.sinks,data:data15};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
if(!(validate26(data15[i2], {instancePath:instancePath+"/sinks/" + i2,parentData:data15,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err26 = {instancePath:instancePath+"/sinks",schemaPath:"#/properties/sinks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.sinks.type,parentSchema:schema32.properties.sinks,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(validate21(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

