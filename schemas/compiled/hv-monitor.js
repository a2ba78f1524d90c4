// Built from schemas/hv-monitor.schema.json by `npm run build`.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"HV::Monitor record","description":"What LibreNMS reads about the guests of a host. An unknown number is null, an unknown text is empty. No text contains a backslash, a double quote or a control character: LibreNMS puts the record through stripslashes().","type":"object","properties":{"version":{"type":"integer","minimum":1},"error":{"type":"integer"},"errorString":{"$ref":"#/$defs/plainText"},"data":{"type":"object","properties":{"hv":{"$ref":"#/$defs/plainText"},"VMs":{"type":"object","propertyNames":{"$ref":"#/$defs/plainText"},"additionalProperties":{"$ref":"#/$defs/vm"}},"totals":{"$ref":"#/$defs/totals"}},"required":["hv","VMs","totals"],"additionalProperties":false}},"required":["version","error","errorString","data"],"additionalProperties":false,"$defs":{"count":{"description":"A counter or size; a whole number, because LibreNMS derives a rate from it.","type":["integer","null"],"minimum":0},"time":{"description":"Seconds (CPU), milliseconds (disks) or percent; may be a fraction.","type":["number","null"],"minimum":0},"plainText":{"type":"string","pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},"vm":{"description":"One guest.","type":"object","properties":{"status_int":{"type":"integer","minimum":0,"maximum":9},"os_type":{"type":"string","pattern":"^[a-z0-9._-]{0,32}$"},"ip":{"type":"string","pattern":"^(?:[0-9A-Fa-f:.]*|DHCP)$"},"console_type":{"enum":["","vnc","spice"]},"console":{"$ref":"#/$defs/plainText"},"nice":{"type":["integer","null"],"minimum":-20,"maximum":19},"pri":{"type":["integer","null"]},"mem_alloc":{"$ref":"#/$defs/count"},"mem_use":{"$ref":"#/$defs/count"},"cpus":{"$ref":"#/$defs/count"},"pcpu":{"$ref":"#/$defs/time"},"pmem":{"$ref":"#/$defs/time"},"snaps":{"$ref":"#/$defs/count"},"snaps_size":{"$ref":"#/$defs/count"},"etimes":{"$ref":"#/$defs/count"},"usertime":{"$ref":"#/$defs/time"},"systime":{"$ref":"#/$defs/time"},"minflt":{"$ref":"#/$defs/count"},"majflt":{"$ref":"#/$defs/count"},"vsz":{"$ref":"#/$defs/count"},"rss":{"$ref":"#/$defs/count"},"nvcsw":{"$ref":"#/$defs/count"},"nivcsw":{"$ref":"#/$defs/count"},"inblk":{"$ref":"#/$defs/count"},"oublk":{"$ref":"#/$defs/count"},"cow":{"type":"null"},"nswap":{"type":"null"},"disk_alloc":{"$ref":"#/$defs/count"},"disk_in_use":{"$ref":"#/$defs/count"},"disk_on_disk":{"$ref":"#/$defs/count"},"rbytes":{"$ref":"#/$defs/count"},"rreqs":{"$ref":"#/$defs/count"},"rtime":{"$ref":"#/$defs/time"},"wbytes":{"$ref":"#/$defs/count"},"wreqs":{"$ref":"#/$defs/count"},"wtime":{"$ref":"#/$defs/time"},"freqs":{"$ref":"#/$defs/count"},"ftime":{"$ref":"#/$defs/time"},"ipkts":{"$ref":"#/$defs/count"},"ierrs":{"$ref":"#/$defs/count"},"ibytes":{"$ref":"#/$defs/count"},"idrop":{"$ref":"#/$defs/count"},"opkts":{"$ref":"#/$defs/count"},"oerrs":{"$ref":"#/$defs/count"},"obytes":{"$ref":"#/$defs/count"},"odrop":{"$ref":"#/$defs/count"},"coll":{"$ref":"#/$defs/count"},"disks":{"type":"object","propertyNames":{"$ref":"#/$defs/plainText"},"additionalProperties":{"$ref":"#/$defs/disk"}},"ifs":{"type":"object","propertyNames":{"pattern":"^nic[0-9]+$"},"additionalProperties":{"$ref":"#/$defs/interface"}},"rchar":{"$ref":"#/$defs/count"},"wchar":{"$ref":"#/$defs/count"},"syscr":{"$ref":"#/$defs/count"},"syscw":{"$ref":"#/$defs/count"},"cwbytes":{"$ref":"#/$defs/count"},"balloon":{"$ref":"#/$defs/balloon"}},"required":["status_int","os_type","ip","console_type","console","nice","pri","mem_alloc","mem_use","cpus","pcpu","pmem","snaps","snaps_size","etimes","usertime","systime","minflt","majflt","vsz","rss","nvcsw","nivcsw","inblk","oublk","cow","nswap","disk_alloc","disk_in_use","disk_on_disk","rbytes","rreqs","rtime","wbytes","wreqs","wtime","freqs","ftime","ipkts","ierrs","ibytes","idrop","opkts","oerrs","obytes","odrop","coll","disks","ifs"],"additionalProperties":false},"disk":{"description":"Sizes in bytes, times in milliseconds.","type":"object","properties":{"alloc":{"$ref":"#/$defs/count"},"in_use":{"$ref":"#/$defs/count"},"on_disk":{"$ref":"#/$defs/count"},"rbytes":{"$ref":"#/$defs/count"},"rreqs":{"$ref":"#/$defs/count"},"rtime":{"$ref":"#/$defs/time"},"wbytes":{"$ref":"#/$defs/count"},"wreqs":{"$ref":"#/$defs/count"},"wtime":{"$ref":"#/$defs/time"},"freqs":{"$ref":"#/$defs/count"},"ftime":{"$ref":"#/$defs/time"}},"required":["alloc","in_use","on_disk","rbytes","rreqs","rtime","wbytes","wreqs","wtime","freqs","ftime"],"additionalProperties":false},"interface":{"description":"The guest's view: ibytes is what the guest received.","type":"object","properties":{"if":{"$ref":"#/$defs/plainText"},"parent":{"$ref":"#/$defs/plainText"},"mac":{"type":"string","pattern":"^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5})?$"},"ipkts":{"$ref":"#/$defs/count"},"ierrs":{"$ref":"#/$defs/count"},"ibytes":{"$ref":"#/$defs/count"},"idrop":{"$ref":"#/$defs/count"},"opkts":{"$ref":"#/$defs/count"},"oerrs":{"$ref":"#/$defs/count"},"obytes":{"$ref":"#/$defs/count"},"odrop":{"$ref":"#/$defs/count"},"coll":{"$ref":"#/$defs/count"}},"required":["if","parent","mac","ipkts","ierrs","ibytes","idrop","opkts","oerrs","obytes","odrop","coll"],"additionalProperties":false},"balloon":{"description":"The data of the balloon, with --extended.","type":"object","properties":{"actual":{"$ref":"#/$defs/count"},"target":{"$ref":"#/$defs/count"},"stats":{"type":"object","propertyNames":{"$ref":"#/$defs/plainText"},"additionalProperties":{"type":"integer","minimum":0}},"last_update":{"$ref":"#/$defs/count"},"age":{"$ref":"#/$defs/time"},"verdict":{"type":"string","pattern":"^[a-z-]+$"}},"required":["actual","target","stats","last_update","age","verdict"],"additionalProperties":false},"totals":{"description":"Sums over the VMs with a known value, and the number of VMs in each state.","type":"object","properties":{"mem_alloc":{"$ref":"#/$defs/count"},"mem_use":{"$ref":"#/$defs/count"},"cpus":{"$ref":"#/$defs/count"},"pcpu":{"$ref":"#/$defs/time"},"pmem":{"$ref":"#/$defs/time"},"snaps":{"$ref":"#/$defs/count"},"snaps_size":{"$ref":"#/$defs/count"},"etimes":{"$ref":"#/$defs/count"},"usertime":{"$ref":"#/$defs/time"},"systime":{"$ref":"#/$defs/time"},"minflt":{"$ref":"#/$defs/count"},"majflt":{"$ref":"#/$defs/count"},"vsz":{"$ref":"#/$defs/count"},"rss":{"$ref":"#/$defs/count"},"nvcsw":{"$ref":"#/$defs/count"},"nivcsw":{"$ref":"#/$defs/count"},"inblk":{"$ref":"#/$defs/count"},"oublk":{"$ref":"#/$defs/count"},"cow":{"type":"null"},"nswap":{"type":"null"},"disk_alloc":{"$ref":"#/$defs/count"},"disk_in_use":{"$ref":"#/$defs/count"},"disk_on_disk":{"$ref":"#/$defs/count"},"rbytes":{"$ref":"#/$defs/count"},"rreqs":{"$ref":"#/$defs/count"},"rtime":{"$ref":"#/$defs/time"},"wbytes":{"$ref":"#/$defs/count"},"wreqs":{"$ref":"#/$defs/count"},"wtime":{"$ref":"#/$defs/time"},"freqs":{"$ref":"#/$defs/count"},"ftime":{"$ref":"#/$defs/time"},"ipkts":{"$ref":"#/$defs/count"},"ierrs":{"$ref":"#/$defs/count"},"ibytes":{"$ref":"#/$defs/count"},"idrop":{"$ref":"#/$defs/count"},"opkts":{"$ref":"#/$defs/count"},"oerrs":{"$ref":"#/$defs/count"},"obytes":{"$ref":"#/$defs/count"},"odrop":{"$ref":"#/$defs/count"},"coll":{"$ref":"#/$defs/count"},"nostate":{"type":"integer","minimum":0},"on":{"type":"integer","minimum":0},"blocked":{"type":"integer","minimum":0},"paused":{"type":"integer","minimum":0},"off_soft":{"type":"integer","minimum":0},"off_hard":{"type":"integer","minimum":0},"crashed":{"type":"integer","minimum":0},"pmsuspended":{"type":"integer","minimum":0},"off":{"type":"integer","minimum":0},"unknown":{"type":"integer","minimum":0},"rchar":{"$ref":"#/$defs/count"},"wchar":{"$ref":"#/$defs/count"},"syscr":{"$ref":"#/$defs/count"},"syscw":{"$ref":"#/$defs/count"},"cwbytes":{"$ref":"#/$defs/count"}},"required":["mem_alloc","mem_use","cpus","pcpu","pmem","snaps","snaps_size","etimes","usertime","systime","minflt","majflt","vsz","rss","nvcsw","nivcsw","inblk","oublk","cow","nswap","disk_alloc","disk_in_use","disk_on_disk","rbytes","rreqs","rtime","wbytes","wreqs","wtime","freqs","ftime","ipkts","ierrs","ibytes","idrop","opkts","oerrs","obytes","odrop","coll","nostate","on","blocked","paused","off_soft","off_hard","crashed","pmsuspended","off","unknown"],"additionalProperties":false}}};
const schema32 = {"type":"string","pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"};
const pattern4 = new RegExp("^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$", "u");
const schema35 = {"description":"One guest.","type":"object","properties":{"status_int":{"type":"integer","minimum":0,"maximum":9},"os_type":{"type":"string","pattern":"^[a-z0-9._-]{0,32}$"},"ip":{"type":"string","pattern":"^(?:[0-9A-Fa-f:.]*|DHCP)$"},"console_type":{"enum":["","vnc","spice"]},"console":{"$ref":"#/$defs/plainText"},"nice":{"type":["integer","null"],"minimum":-20,"maximum":19},"pri":{"type":["integer","null"]},"mem_alloc":{"$ref":"#/$defs/count"},"mem_use":{"$ref":"#/$defs/count"},"cpus":{"$ref":"#/$defs/count"},"pcpu":{"$ref":"#/$defs/time"},"pmem":{"$ref":"#/$defs/time"},"snaps":{"$ref":"#/$defs/count"},"snaps_size":{"$ref":"#/$defs/count"},"etimes":{"$ref":"#/$defs/count"},"usertime":{"$ref":"#/$defs/time"},"systime":{"$ref":"#/$defs/time"},"minflt":{"$ref":"#/$defs/count"},"majflt":{"$ref":"#/$defs/count"},"vsz":{"$ref":"#/$defs/count"},"rss":{"$ref":"#/$defs/count"},"nvcsw":{"$ref":"#/$defs/count"},"nivcsw":{"$ref":"#/$defs/count"},"inblk":{"$ref":"#/$defs/count"},"oublk":{"$ref":"#/$defs/count"},"cow":{"type":"null"},"nswap":{"type":"null"},"disk_alloc":{"$ref":"#/$defs/count"},"disk_in_use":{"$ref":"#/$defs/count"},"disk_on_disk":{"$ref":"#/$defs/count"},"rbytes":{"$ref":"#/$defs/count"},"rreqs":{"$ref":"#/$defs/count"},"rtime":{"$ref":"#/$defs/time"},"wbytes":{"$ref":"#/$defs/count"},"wreqs":{"$ref":"#/$defs/count"},"wtime":{"$ref":"#/$defs/time"},"freqs":{"$ref":"#/$defs/count"},"ftime":{"$ref":"#/$defs/time"},"ipkts":{"$ref":"#/$defs/count"},"ierrs":{"$ref":"#/$defs/count"},"ibytes":{"$ref":"#/$defs/count"},"idrop":{"$ref":"#/$defs/count"},"opkts":{"$ref":"#/$defs/count"},"oerrs":{"$ref":"#/$defs/count"},"obytes":{"$ref":"#/$defs/count"},"odrop":{"$ref":"#/$defs/count"},"coll":{"$ref":"#/$defs/count"},"disks":{"type":"object","propertyNames":{"$ref":"#/$defs/plainText"},"additionalProperties":{"$ref":"#/$defs/disk"}},"ifs":{"type":"object","propertyNames":{"pattern":"^nic[0-9]+$"},"additionalProperties":{"$ref":"#/$defs/interface"}},"rchar":{"$ref":"#/$defs/count"},"wchar":{"$ref":"#/$defs/count"},"syscr":{"$ref":"#/$defs/count"},"syscw":{"$ref":"#/$defs/count"},"cwbytes":{"$ref":"#/$defs/count"},"balloon":{"$ref":"#/$defs/balloon"}},"required":["status_int","os_type","ip","console_type","console","nice","pri","mem_alloc","mem_use","cpus","pcpu","pmem","snaps","snaps_size","etimes","usertime","systime","minflt","majflt","vsz","rss","nvcsw","nivcsw","inblk","oublk","cow","nswap","disk_alloc","disk_in_use","disk_on_disk","rbytes","rreqs","rtime","wbytes","wreqs","wtime","freqs","ftime","ipkts","ierrs","ibytes","idrop","opkts","oerrs","obytes","odrop","coll","disks","ifs"],"additionalProperties":false};
const schema37 = {"description":"A counter or size; a whole number, because LibreNMS derives a rate from it.","type":["integer","null"],"minimum":0};
const schema40 = {"description":"Seconds (CPU), milliseconds (disks) or percent; may be a fraction.","type":["number","null"],"minimum":0};
const func1 = Object.prototype.hasOwnProperty;
const pattern7 = new RegExp("^[a-z0-9._-]{0,32}$", "u");
const pattern8 = new RegExp("^(?:[0-9A-Fa-f:.]*|DHCP)$", "u");
const pattern11 = new RegExp("^nic[0-9]+$", "u");
const schema76 = {"description":"Sizes in bytes, times in milliseconds.","type":"object","properties":{"alloc":{"$ref":"#/$defs/count"},"in_use":{"$ref":"#/$defs/count"},"on_disk":{"$ref":"#/$defs/count"},"rbytes":{"$ref":"#/$defs/count"},"rreqs":{"$ref":"#/$defs/count"},"rtime":{"$ref":"#/$defs/time"},"wbytes":{"$ref":"#/$defs/count"},"wreqs":{"$ref":"#/$defs/count"},"wtime":{"$ref":"#/$defs/time"},"freqs":{"$ref":"#/$defs/count"},"ftime":{"$ref":"#/$defs/time"}},"required":["alloc","in_use","on_disk","rbytes","rreqs","rtime","wbytes","wreqs","wtime","freqs","ftime"],"additionalProperties":false};

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
if(data.alloc === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "alloc"},message:"must have required property '"+"alloc"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.in_use === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "in_use"},message:"must have required property '"+"in_use"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.on_disk === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "on_disk"},message:"must have required property '"+"on_disk"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.rbytes === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rbytes"},message:"must have required property '"+"rbytes"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.rreqs === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rreqs"},message:"must have required property '"+"rreqs"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.rtime === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rtime"},message:"must have required property '"+"rtime"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.wbytes === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wbytes"},message:"must have required property '"+"wbytes"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.wreqs === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wreqs"},message:"must have required property '"+"wreqs"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.wtime === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wtime"},message:"must have required property '"+"wtime"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.freqs === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "freqs"},message:"must have required property '"+"freqs"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.ftime === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ftime"},message:"must have required property '"+"ftime"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema76.properties, key0))){
const err11 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.alloc !== undefined){
let data0 = data.alloc;
if((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (data0 !== null)){
const err12 = {instancePath:instancePath+"/alloc",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
const err13 = {instancePath:instancePath+"/alloc",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.in_use !== undefined){
let data1 = data.in_use;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
const err14 = {instancePath:instancePath+"/in_use",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err15 = {instancePath:instancePath+"/in_use",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data1};
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
if(data.on_disk !== undefined){
let data2 = data.on_disk;
if((!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) && (data2 !== null)){
const err16 = {instancePath:instancePath+"/on_disk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err17 = {instancePath:instancePath+"/on_disk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.rbytes !== undefined){
let data3 = data.rbytes;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
const err18 = {instancePath:instancePath+"/rbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err19 = {instancePath:instancePath+"/rbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.rreqs !== undefined){
let data4 = data.rreqs;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err20 = {instancePath:instancePath+"/rreqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err21 = {instancePath:instancePath+"/rreqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data.rtime !== undefined){
let data5 = data.rtime;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (data5 !== null)){
const err22 = {instancePath:instancePath+"/rtime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data5};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err23 = {instancePath:instancePath+"/rtime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data5};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.wbytes !== undefined){
let data6 = data.wbytes;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err24 = {instancePath:instancePath+"/wbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err25 = {instancePath:instancePath+"/wbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.wreqs !== undefined){
let data7 = data.wreqs;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (data7 !== null)){
const err26 = {instancePath:instancePath+"/wreqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err27 = {instancePath:instancePath+"/wreqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
if(data.wtime !== undefined){
let data8 = data.wtime;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
const err28 = {instancePath:instancePath+"/wtime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err29 = {instancePath:instancePath+"/wtime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data8};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data.freqs !== undefined){
let data9 = data.freqs;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
const err30 = {instancePath:instancePath+"/freqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data9};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err31 = {instancePath:instancePath+"/freqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data9};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data.ftime !== undefined){
let data10 = data.ftime;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (data10 !== null)){
const err32 = {instancePath:instancePath+"/ftime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err33 = {instancePath:instancePath+"/ftime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data10};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema76.type,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema88 = {"description":"The guest's view: ibytes is what the guest received.","type":"object","properties":{"if":{"$ref":"#/$defs/plainText"},"parent":{"$ref":"#/$defs/plainText"},"mac":{"type":"string","pattern":"^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5})?$"},"ipkts":{"$ref":"#/$defs/count"},"ierrs":{"$ref":"#/$defs/count"},"ibytes":{"$ref":"#/$defs/count"},"idrop":{"$ref":"#/$defs/count"},"opkts":{"$ref":"#/$defs/count"},"oerrs":{"$ref":"#/$defs/count"},"obytes":{"$ref":"#/$defs/count"},"odrop":{"$ref":"#/$defs/count"},"coll":{"$ref":"#/$defs/count"}},"required":["if","parent","mac","ipkts","ierrs","ibytes","idrop","opkts","oerrs","obytes","odrop","coll"],"additionalProperties":false};
const pattern14 = new RegExp("^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5})?$", "u");

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
if(data.if === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "if"},message:"must have required property '"+"if"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.parent === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "parent"},message:"must have required property '"+"parent"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.mac === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mac"},message:"must have required property '"+"mac"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.ipkts === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ipkts"},message:"must have required property '"+"ipkts"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.ierrs === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ierrs"},message:"must have required property '"+"ierrs"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.ibytes === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ibytes"},message:"must have required property '"+"ibytes"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.idrop === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "idrop"},message:"must have required property '"+"idrop"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.opkts === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "opkts"},message:"must have required property '"+"opkts"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.oerrs === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "oerrs"},message:"must have required property '"+"oerrs"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.obytes === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "obytes"},message:"must have required property '"+"obytes"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.odrop === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "odrop"},message:"must have required property '"+"odrop"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.coll === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "coll"},message:"must have required property '"+"coll"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema88.properties, key0))){
const err12 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.if !== undefined){
let data0 = data.if;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err13 = {instancePath:instancePath+"/if",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/if",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.parent !== undefined){
let data1 = data.parent;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err15 = {instancePath:instancePath+"/parent",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:data1};
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
const err16 = {instancePath:instancePath+"/parent",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.mac !== undefined){
let data2 = data.mac;
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
const err17 = {instancePath:instancePath+"/mac",schemaPath:"#/properties/mac/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5})?$"},message:"must match pattern \""+"^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5})?$"+"\"",schema:"^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5})?$",parentSchema:schema88.properties.mac,data:data2};
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
const err18 = {instancePath:instancePath+"/mac",schemaPath:"#/properties/mac/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema88.properties.mac.type,parentSchema:schema88.properties.mac,data:data2};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.ipkts !== undefined){
let data3 = data.ipkts;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
const err19 = {instancePath:instancePath+"/ipkts",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err20 = {instancePath:instancePath+"/ipkts",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.ierrs !== undefined){
let data4 = data.ierrs;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err21 = {instancePath:instancePath+"/ierrs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err22 = {instancePath:instancePath+"/ierrs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data.ibytes !== undefined){
let data5 = data.ibytes;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
const err23 = {instancePath:instancePath+"/ibytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data5};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err24 = {instancePath:instancePath+"/ibytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data5};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data.idrop !== undefined){
let data6 = data.idrop;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err25 = {instancePath:instancePath+"/idrop",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err26 = {instancePath:instancePath+"/idrop",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data6};
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
if(data.opkts !== undefined){
let data7 = data.opkts;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (data7 !== null)){
const err27 = {instancePath:instancePath+"/opkts",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err28 = {instancePath:instancePath+"/opkts",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data.oerrs !== undefined){
let data8 = data.oerrs;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
const err29 = {instancePath:instancePath+"/oerrs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err30 = {instancePath:instancePath+"/oerrs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data.obytes !== undefined){
let data9 = data.obytes;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
const err31 = {instancePath:instancePath+"/obytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data9};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err32 = {instancePath:instancePath+"/obytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data9};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data.odrop !== undefined){
let data10 = data.odrop;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
const err33 = {instancePath:instancePath+"/odrop",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data10};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err34 = {instancePath:instancePath+"/odrop",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data10};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data.coll !== undefined){
let data11 = data.coll;
if((!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))) && (data11 !== null)){
const err35 = {instancePath:instancePath+"/coll",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data11};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err36 = {instancePath:instancePath+"/coll",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data11};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.type,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema105 = {"description":"The data of the balloon, with --extended.","type":"object","properties":{"actual":{"$ref":"#/$defs/count"},"target":{"$ref":"#/$defs/count"},"stats":{"type":"object","propertyNames":{"$ref":"#/$defs/plainText"},"additionalProperties":{"type":"integer","minimum":0}},"last_update":{"$ref":"#/$defs/count"},"age":{"$ref":"#/$defs/time"},"verdict":{"type":"string","pattern":"^[a-z-]+$"}},"required":["actual","target","stats","last_update","age","verdict"],"additionalProperties":false};
const pattern16 = new RegExp("^[a-z-]+$", "u");

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
if(data.actual === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "actual"},message:"must have required property '"+"actual"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.target === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "target"},message:"must have required property '"+"target"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.stats === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stats"},message:"must have required property '"+"stats"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.last_update === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "last_update"},message:"must have required property '"+"last_update"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.age === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "age"},message:"must have required property '"+"age"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.verdict === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'",schema:schema105.required,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "actual") || (key0 === "target")) || (key0 === "stats")) || (key0 === "last_update")) || (key0 === "age")) || (key0 === "verdict"))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.actual !== undefined){
let data0 = data.actual;
if((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (data0 !== null)){
const err7 = {instancePath:instancePath+"/actual",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
const err8 = {instancePath:instancePath+"/actual",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data0};
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
if(data.target !== undefined){
let data1 = data.target;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
const err9 = {instancePath:instancePath+"/target",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err10 = {instancePath:instancePath+"/target",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data1};
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
if(data.stats !== undefined){
let data2 = data.stats;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
const _errs10 = errors;
if(typeof key1 === "string"){
if(!pattern4.test(key1)){
const err11 = {instancePath:instancePath+"/stats",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:key1,propertyName:key1};
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
const err12 = {instancePath:instancePath+"/stats",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var valid3 = _errs10 === errors;
if(!valid3){
const err13 = {instancePath:instancePath+"/stats",schemaPath:"#/properties/stats/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema105.properties.stats.propertyNames,parentSchema:schema105.properties.stats,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
for(const key2 in data2){
let data3 = data2[key2];
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err14 = {instancePath:instancePath+"/stats/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/stats/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema105.properties.stats.additionalProperties.type,parentSchema:schema105.properties.stats.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err15 = {instancePath:instancePath+"/stats/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/stats/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema105.properties.stats.additionalProperties,data:data3};
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
}
else {
const err16 = {instancePath:instancePath+"/stats",schemaPath:"#/properties/stats/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema105.properties.stats.type,parentSchema:schema105.properties.stats,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.last_update !== undefined){
let data4 = data.last_update;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err17 = {instancePath:instancePath+"/last_update",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err18 = {instancePath:instancePath+"/last_update",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.age !== undefined){
let data5 = data.age;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (data5 !== null)){
const err19 = {instancePath:instancePath+"/age",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err20 = {instancePath:instancePath+"/age",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.verdict !== undefined){
let data6 = data.verdict;
if(typeof data6 === "string"){
if(!pattern16.test(data6)){
const err21 = {instancePath:instancePath+"/verdict",schemaPath:"#/properties/verdict/pattern",keyword:"pattern",params:{pattern: "^[a-z-]+$"},message:"must match pattern \""+"^[a-z-]+$"+"\"",schema:"^[a-z-]+$",parentSchema:schema105.properties.verdict,data:data6};
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
const err22 = {instancePath:instancePath+"/verdict",schemaPath:"#/properties/verdict/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema105.properties.verdict.type,parentSchema:schema105.properties.verdict,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema105.type,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
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
if(data.status_int === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status_int"},message:"must have required property '"+"status_int"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.os_type === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "os_type"},message:"must have required property '"+"os_type"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.ip === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ip"},message:"must have required property '"+"ip"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.console_type === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "console_type"},message:"must have required property '"+"console_type"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.console === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "console"},message:"must have required property '"+"console"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.nice === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nice"},message:"must have required property '"+"nice"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.pri === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pri"},message:"must have required property '"+"pri"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.mem_alloc === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mem_alloc"},message:"must have required property '"+"mem_alloc"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.mem_use === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mem_use"},message:"must have required property '"+"mem_use"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.cpus === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cpus"},message:"must have required property '"+"cpus"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.pcpu === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pcpu"},message:"must have required property '"+"pcpu"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.pmem === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pmem"},message:"must have required property '"+"pmem"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.snaps === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "snaps"},message:"must have required property '"+"snaps"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.snaps_size === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "snaps_size"},message:"must have required property '"+"snaps_size"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.etimes === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "etimes"},message:"must have required property '"+"etimes"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.usertime === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "usertime"},message:"must have required property '"+"usertime"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.systime === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "systime"},message:"must have required property '"+"systime"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.minflt === undefined){
const err17 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "minflt"},message:"must have required property '"+"minflt"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data.majflt === undefined){
const err18 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "majflt"},message:"must have required property '"+"majflt"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data.vsz === undefined){
const err19 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "vsz"},message:"must have required property '"+"vsz"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data.rss === undefined){
const err20 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rss"},message:"must have required property '"+"rss"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.nvcsw === undefined){
const err21 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nvcsw"},message:"must have required property '"+"nvcsw"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.nivcsw === undefined){
const err22 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nivcsw"},message:"must have required property '"+"nivcsw"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.inblk === undefined){
const err23 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "inblk"},message:"must have required property '"+"inblk"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data.oublk === undefined){
const err24 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "oublk"},message:"must have required property '"+"oublk"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data.cow === undefined){
const err25 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cow"},message:"must have required property '"+"cow"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data.nswap === undefined){
const err26 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nswap"},message:"must have required property '"+"nswap"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data.disk_alloc === undefined){
const err27 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disk_alloc"},message:"must have required property '"+"disk_alloc"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data.disk_in_use === undefined){
const err28 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disk_in_use"},message:"must have required property '"+"disk_in_use"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data.disk_on_disk === undefined){
const err29 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disk_on_disk"},message:"must have required property '"+"disk_on_disk"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data.rbytes === undefined){
const err30 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rbytes"},message:"must have required property '"+"rbytes"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data.rreqs === undefined){
const err31 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rreqs"},message:"must have required property '"+"rreqs"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data.rtime === undefined){
const err32 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rtime"},message:"must have required property '"+"rtime"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data.wbytes === undefined){
const err33 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wbytes"},message:"must have required property '"+"wbytes"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data.wreqs === undefined){
const err34 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wreqs"},message:"must have required property '"+"wreqs"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data.wtime === undefined){
const err35 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wtime"},message:"must have required property '"+"wtime"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data.freqs === undefined){
const err36 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "freqs"},message:"must have required property '"+"freqs"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data.ftime === undefined){
const err37 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ftime"},message:"must have required property '"+"ftime"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data.ipkts === undefined){
const err38 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ipkts"},message:"must have required property '"+"ipkts"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data.ierrs === undefined){
const err39 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ierrs"},message:"must have required property '"+"ierrs"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data.ibytes === undefined){
const err40 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ibytes"},message:"must have required property '"+"ibytes"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data.idrop === undefined){
const err41 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "idrop"},message:"must have required property '"+"idrop"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data.opkts === undefined){
const err42 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "opkts"},message:"must have required property '"+"opkts"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data.oerrs === undefined){
const err43 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "oerrs"},message:"must have required property '"+"oerrs"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data.obytes === undefined){
const err44 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "obytes"},message:"must have required property '"+"obytes"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data.odrop === undefined){
const err45 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "odrop"},message:"must have required property '"+"odrop"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data.coll === undefined){
const err46 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "coll"},message:"must have required property '"+"coll"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data.disks === undefined){
const err47 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disks"},message:"must have required property '"+"disks"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data.ifs === undefined){
const err48 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ifs"},message:"must have required property '"+"ifs"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema35.properties, key0))){
const err49 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.status_int !== undefined){
let data0 = data.status_int;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err50 = {instancePath:instancePath+"/status_int",schemaPath:"#/properties/status_int/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema35.properties.status_int.type,parentSchema:schema35.properties.status_int,data:data0};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9 || isNaN(data0)){
const err51 = {instancePath:instancePath+"/status_int",schemaPath:"#/properties/status_int/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9},message:"must be <= 9",schema:9,parentSchema:schema35.properties.status_int,data:data0};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data0 < 0 || isNaN(data0)){
const err52 = {instancePath:instancePath+"/status_int",schemaPath:"#/properties/status_int/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema35.properties.status_int,data:data0};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data.os_type !== undefined){
let data1 = data.os_type;
if(typeof data1 === "string"){
if(!pattern7.test(data1)){
const err53 = {instancePath:instancePath+"/os_type",schemaPath:"#/properties/os_type/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9._-]{0,32}$"},message:"must match pattern \""+"^[a-z0-9._-]{0,32}$"+"\"",schema:"^[a-z0-9._-]{0,32}$",parentSchema:schema35.properties.os_type,data:data1};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/os_type",schemaPath:"#/properties/os_type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.os_type.type,parentSchema:schema35.properties.os_type,data:data1};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.ip !== undefined){
let data2 = data.ip;
if(typeof data2 === "string"){
if(!pattern8.test(data2)){
const err55 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9A-Fa-f:.]*|DHCP)$"},message:"must match pattern \""+"^(?:[0-9A-Fa-f:.]*|DHCP)$"+"\"",schema:"^(?:[0-9A-Fa-f:.]*|DHCP)$",parentSchema:schema35.properties.ip,data:data2};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.ip.type,parentSchema:schema35.properties.ip,data:data2};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data.console_type !== undefined){
let data3 = data.console_type;
if(!(((data3 === "") || (data3 === "vnc")) || (data3 === "spice"))){
const err57 = {instancePath:instancePath+"/console_type",schemaPath:"#/properties/console_type/enum",keyword:"enum",params:{allowedValues: schema35.properties.console_type.enum},message:"must be equal to one of the allowed values",schema:schema35.properties.console_type.enum,parentSchema:schema35.properties.console_type,data:data3};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.console !== undefined){
let data4 = data.console;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err58 = {instancePath:instancePath+"/console",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:data4};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/console",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data4};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.nice !== undefined){
let data5 = data.nice;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
const err60 = {instancePath:instancePath+"/nice",schemaPath:"#/properties/nice/type",keyword:"type",params:{type: schema35.properties.nice.type},message:"must be integer,null",schema:schema35.properties.nice.type,parentSchema:schema35.properties.nice,data:data5};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 19 || isNaN(data5)){
const err61 = {instancePath:instancePath+"/nice",schemaPath:"#/properties/nice/maximum",keyword:"maximum",params:{comparison: "<=", limit: 19},message:"must be <= 19",schema:19,parentSchema:schema35.properties.nice,data:data5};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data5 < -20 || isNaN(data5)){
const err62 = {instancePath:instancePath+"/nice",schemaPath:"#/properties/nice/minimum",keyword:"minimum",params:{comparison: ">=", limit: -20},message:"must be >= -20",schema:-20,parentSchema:schema35.properties.nice,data:data5};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data.pri !== undefined){
let data6 = data.pri;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err63 = {instancePath:instancePath+"/pri",schemaPath:"#/properties/pri/type",keyword:"type",params:{type: schema35.properties.pri.type},message:"must be integer,null",schema:schema35.properties.pri.type,parentSchema:schema35.properties.pri,data:data6};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.mem_alloc !== undefined){
let data7 = data.mem_alloc;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (data7 !== null)){
const err64 = {instancePath:instancePath+"/mem_alloc",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err65 = {instancePath:instancePath+"/mem_alloc",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
if(data.mem_use !== undefined){
let data8 = data.mem_use;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
const err66 = {instancePath:instancePath+"/mem_use",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err67 = {instancePath:instancePath+"/mem_use",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
if(data.cpus !== undefined){
let data9 = data.cpus;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
const err68 = {instancePath:instancePath+"/cpus",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data9};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err69 = {instancePath:instancePath+"/cpus",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data9};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
if(data.pcpu !== undefined){
let data10 = data.pcpu;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (data10 !== null)){
const err70 = {instancePath:instancePath+"/pcpu",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data10};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err71 = {instancePath:instancePath+"/pcpu",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data10};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
if(data.pmem !== undefined){
let data11 = data.pmem;
if((!((typeof data11 == "number") && (isFinite(data11)))) && (data11 !== null)){
const err72 = {instancePath:instancePath+"/pmem",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data11};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err73 = {instancePath:instancePath+"/pmem",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data11};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data.snaps !== undefined){
let data12 = data.snaps;
if((!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))) && (data12 !== null)){
const err74 = {instancePath:instancePath+"/snaps",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data12};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err75 = {instancePath:instancePath+"/snaps",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data12};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
if(data.snaps_size !== undefined){
let data13 = data.snaps_size;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (data13 !== null)){
const err76 = {instancePath:instancePath+"/snaps_size",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data13};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err77 = {instancePath:instancePath+"/snaps_size",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data13};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
if(data.etimes !== undefined){
let data14 = data.etimes;
if((!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))) && (data14 !== null)){
const err78 = {instancePath:instancePath+"/etimes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
const err79 = {instancePath:instancePath+"/etimes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
if(data.usertime !== undefined){
let data15 = data.usertime;
if((!((typeof data15 == "number") && (isFinite(data15)))) && (data15 !== null)){
const err80 = {instancePath:instancePath+"/usertime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data15};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err81 = {instancePath:instancePath+"/usertime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data15};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
if(data.systime !== undefined){
let data16 = data.systime;
if((!((typeof data16 == "number") && (isFinite(data16)))) && (data16 !== null)){
const err82 = {instancePath:instancePath+"/systime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data16};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err83 = {instancePath:instancePath+"/systime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data16};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data.minflt !== undefined){
let data17 = data.minflt;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (data17 !== null)){
const err84 = {instancePath:instancePath+"/minflt",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data17};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err85 = {instancePath:instancePath+"/minflt",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data17};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
if(data.majflt !== undefined){
let data18 = data.majflt;
if((!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))) && (data18 !== null)){
const err86 = {instancePath:instancePath+"/majflt",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data18};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
const err87 = {instancePath:instancePath+"/majflt",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data18};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
if(data.vsz !== undefined){
let data19 = data.vsz;
if((!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))) && (data19 !== null)){
const err88 = {instancePath:instancePath+"/vsz",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data19};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err89 = {instancePath:instancePath+"/vsz",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data19};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data.rss !== undefined){
let data20 = data.rss;
if((!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))) && (data20 !== null)){
const err90 = {instancePath:instancePath+"/rss",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data20};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err91 = {instancePath:instancePath+"/rss",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data20};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
if(data.nvcsw !== undefined){
let data21 = data.nvcsw;
if((!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))) && (data21 !== null)){
const err92 = {instancePath:instancePath+"/nvcsw",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data21};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
const err93 = {instancePath:instancePath+"/nvcsw",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data21};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
if(data.nivcsw !== undefined){
let data22 = data.nivcsw;
if((!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))) && (data22 !== null)){
const err94 = {instancePath:instancePath+"/nivcsw",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data22};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
const err95 = {instancePath:instancePath+"/nivcsw",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data22};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
if(data.inblk !== undefined){
let data23 = data.inblk;
if((!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))) && (data23 !== null)){
const err96 = {instancePath:instancePath+"/inblk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data23};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
const err97 = {instancePath:instancePath+"/inblk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data23};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
if(data.oublk !== undefined){
let data24 = data.oublk;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (data24 !== null)){
const err98 = {instancePath:instancePath+"/oublk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err99 = {instancePath:instancePath+"/oublk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
if(data.cow !== undefined){
let data25 = data.cow;
if(data25 !== null){
const err100 = {instancePath:instancePath+"/cow",schemaPath:"#/properties/cow/type",keyword:"type",params:{type: "null"},message:"must be null",schema:schema35.properties.cow.type,parentSchema:schema35.properties.cow,data:data25};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.nswap !== undefined){
let data26 = data.nswap;
if(data26 !== null){
const err101 = {instancePath:instancePath+"/nswap",schemaPath:"#/properties/nswap/type",keyword:"type",params:{type: "null"},message:"must be null",schema:schema35.properties.nswap.type,parentSchema:schema35.properties.nswap,data:data26};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data.disk_alloc !== undefined){
let data27 = data.disk_alloc;
if((!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))) && (data27 !== null)){
const err102 = {instancePath:instancePath+"/disk_alloc",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data27};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err103 = {instancePath:instancePath+"/disk_alloc",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data27};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
if(data.disk_in_use !== undefined){
let data28 = data.disk_in_use;
if((!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))) && (data28 !== null)){
const err104 = {instancePath:instancePath+"/disk_in_use",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data28};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
const err105 = {instancePath:instancePath+"/disk_in_use",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data28};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
if(data.disk_on_disk !== undefined){
let data29 = data.disk_on_disk;
if((!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))) && (data29 !== null)){
const err106 = {instancePath:instancePath+"/disk_on_disk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 0 || isNaN(data29)){
const err107 = {instancePath:instancePath+"/disk_on_disk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
if(data.rbytes !== undefined){
let data30 = data.rbytes;
if((!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))) && (data30 !== null)){
const err108 = {instancePath:instancePath+"/rbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data30};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
const err109 = {instancePath:instancePath+"/rbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data30};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
if(data.rreqs !== undefined){
let data31 = data.rreqs;
if((!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))) && (data31 !== null)){
const err110 = {instancePath:instancePath+"/rreqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data31};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
const err111 = {instancePath:instancePath+"/rreqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data31};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
if(data.rtime !== undefined){
let data32 = data.rtime;
if((!((typeof data32 == "number") && (isFinite(data32)))) && (data32 !== null)){
const err112 = {instancePath:instancePath+"/rtime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data32};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
const err113 = {instancePath:instancePath+"/rtime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data32};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
if(data.wbytes !== undefined){
let data33 = data.wbytes;
if((!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))) && (data33 !== null)){
const err114 = {instancePath:instancePath+"/wbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data33};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
const err115 = {instancePath:instancePath+"/wbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data33};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
if(data.wreqs !== undefined){
let data34 = data.wreqs;
if((!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))) && (data34 !== null)){
const err116 = {instancePath:instancePath+"/wreqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data34};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 0 || isNaN(data34)){
const err117 = {instancePath:instancePath+"/wreqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data34};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
if(data.wtime !== undefined){
let data35 = data.wtime;
if((!((typeof data35 == "number") && (isFinite(data35)))) && (data35 !== null)){
const err118 = {instancePath:instancePath+"/wtime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data35};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 0 || isNaN(data35)){
const err119 = {instancePath:instancePath+"/wtime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data35};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
if(data.freqs !== undefined){
let data36 = data.freqs;
if((!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))) && (data36 !== null)){
const err120 = {instancePath:instancePath+"/freqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data36};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 0 || isNaN(data36)){
const err121 = {instancePath:instancePath+"/freqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data36};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
if(data.ftime !== undefined){
let data37 = data.ftime;
if((!((typeof data37 == "number") && (isFinite(data37)))) && (data37 !== null)){
const err122 = {instancePath:instancePath+"/ftime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data37};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 0 || isNaN(data37)){
const err123 = {instancePath:instancePath+"/ftime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data37};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
if(data.ipkts !== undefined){
let data38 = data.ipkts;
if((!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))) && (data38 !== null)){
const err124 = {instancePath:instancePath+"/ipkts",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data38};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err125 = {instancePath:instancePath+"/ipkts",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data38};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
if(data.ierrs !== undefined){
let data39 = data.ierrs;
if((!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))) && (data39 !== null)){
const err126 = {instancePath:instancePath+"/ierrs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data39};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 0 || isNaN(data39)){
const err127 = {instancePath:instancePath+"/ierrs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data39};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
if(data.ibytes !== undefined){
let data40 = data.ibytes;
if((!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))) && (data40 !== null)){
const err128 = {instancePath:instancePath+"/ibytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data40};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err129 = {instancePath:instancePath+"/ibytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data40};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
}
if(data.idrop !== undefined){
let data41 = data.idrop;
if((!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))) && (data41 !== null)){
const err130 = {instancePath:instancePath+"/idrop",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data41};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
const err131 = {instancePath:instancePath+"/idrop",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data41};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
}
if(data.opkts !== undefined){
let data42 = data.opkts;
if((!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))) && (data42 !== null)){
const err132 = {instancePath:instancePath+"/opkts",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data42};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err133 = {instancePath:instancePath+"/opkts",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data42};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
}
if(data.oerrs !== undefined){
let data43 = data.oerrs;
if((!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))) && (data43 !== null)){
const err134 = {instancePath:instancePath+"/oerrs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data43};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
const err135 = {instancePath:instancePath+"/oerrs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data43};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
if(data.obytes !== undefined){
let data44 = data.obytes;
if((!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))) && (data44 !== null)){
const err136 = {instancePath:instancePath+"/obytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data44};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 0 || isNaN(data44)){
const err137 = {instancePath:instancePath+"/obytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data44};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
if(data.odrop !== undefined){
let data45 = data.odrop;
if((!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))) && (data45 !== null)){
const err138 = {instancePath:instancePath+"/odrop",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data45};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 0 || isNaN(data45)){
const err139 = {instancePath:instancePath+"/odrop",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data45};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
if(data.coll !== undefined){
let data46 = data.coll;
if((!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))) && (data46 !== null)){
const err140 = {instancePath:instancePath+"/coll",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data46};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
const err141 = {instancePath:instancePath+"/coll",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data46};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
}
}
if(data.disks !== undefined){
let data47 = data.disks;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key1 in data47){
const _errs136 = errors;
if(typeof key1 === "string"){
if(!pattern4.test(key1)){
const err142 = {instancePath:instancePath+"/disks",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
else {
const err143 = {instancePath:instancePath+"/disks",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
var valid40 = _errs136 === errors;
if(!valid40){
const err144 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema35.properties.disks.propertyNames,parentSchema:schema35.properties.disks,data:data47};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
for(const key2 in data47){
if(!(validate22(data47[key2], {instancePath:instancePath+"/disks/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data47,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err145 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.properties.disks.type,parentSchema:schema35.properties.disks,data:data47};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
if(data.ifs !== undefined){
let data49 = data.ifs;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
for(const key3 in data49){
const _errs143 = errors;
if(typeof key3 === "string"){
if(!pattern11.test(key3)){
const err146 = {instancePath:instancePath+"/ifs",schemaPath:"#/properties/ifs/propertyNames/pattern",keyword:"pattern",params:{pattern: "^nic[0-9]+$"},message:"must match pattern \""+"^nic[0-9]+$"+"\"",schema:"^nic[0-9]+$",parentSchema:schema35.properties.ifs.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
var valid43 = _errs143 === errors;
if(!valid43){
const err147 = {instancePath:instancePath+"/ifs",schemaPath:"#/properties/ifs/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema35.properties.ifs.propertyNames,parentSchema:schema35.properties.ifs,data:data49};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
for(const key4 in data49){
if(!(validate24(data49[key4], {instancePath:instancePath+"/ifs/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data49,parentDataProperty:key4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
}
else {
const err148 = {instancePath:instancePath+"/ifs",schemaPath:"#/properties/ifs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.properties.ifs.type,parentSchema:schema35.properties.ifs,data:data49};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data.rchar !== undefined){
let data51 = data.rchar;
if((!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))) && (data51 !== null)){
const err149 = {instancePath:instancePath+"/rchar",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data51};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 0 || isNaN(data51)){
const err150 = {instancePath:instancePath+"/rchar",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data51};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
if(data.wchar !== undefined){
let data52 = data.wchar;
if((!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))) && (data52 !== null)){
const err151 = {instancePath:instancePath+"/wchar",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data52};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 0 || isNaN(data52)){
const err152 = {instancePath:instancePath+"/wchar",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data52};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
}
if(data.syscr !== undefined){
let data53 = data.syscr;
if((!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))) && (data53 !== null)){
const err153 = {instancePath:instancePath+"/syscr",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data53};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
const err154 = {instancePath:instancePath+"/syscr",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data53};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
if(data.syscw !== undefined){
let data54 = data.syscw;
if((!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))) && (data54 !== null)){
const err155 = {instancePath:instancePath+"/syscw",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data54};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 < 0 || isNaN(data54)){
const err156 = {instancePath:instancePath+"/syscw",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data54};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
if(data.cwbytes !== undefined){
let data55 = data.cwbytes;
if((!(((typeof data55 == "number") && (!(data55 % 1) && !isNaN(data55))) && (isFinite(data55)))) && (data55 !== null)){
const err157 = {instancePath:instancePath+"/cwbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data55};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 < 0 || isNaN(data55)){
const err158 = {instancePath:instancePath+"/cwbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data55};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
if(data.balloon !== undefined){
if(!(validate26(data.balloon, {instancePath:instancePath+"/balloon",parentData:data,parentDataProperty:"balloon",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err159 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema111 = {"description":"Sums over the VMs with a known value, and the number of VMs in each state.","type":"object","properties":{"mem_alloc":{"$ref":"#/$defs/count"},"mem_use":{"$ref":"#/$defs/count"},"cpus":{"$ref":"#/$defs/count"},"pcpu":{"$ref":"#/$defs/time"},"pmem":{"$ref":"#/$defs/time"},"snaps":{"$ref":"#/$defs/count"},"snaps_size":{"$ref":"#/$defs/count"},"etimes":{"$ref":"#/$defs/count"},"usertime":{"$ref":"#/$defs/time"},"systime":{"$ref":"#/$defs/time"},"minflt":{"$ref":"#/$defs/count"},"majflt":{"$ref":"#/$defs/count"},"vsz":{"$ref":"#/$defs/count"},"rss":{"$ref":"#/$defs/count"},"nvcsw":{"$ref":"#/$defs/count"},"nivcsw":{"$ref":"#/$defs/count"},"inblk":{"$ref":"#/$defs/count"},"oublk":{"$ref":"#/$defs/count"},"cow":{"type":"null"},"nswap":{"type":"null"},"disk_alloc":{"$ref":"#/$defs/count"},"disk_in_use":{"$ref":"#/$defs/count"},"disk_on_disk":{"$ref":"#/$defs/count"},"rbytes":{"$ref":"#/$defs/count"},"rreqs":{"$ref":"#/$defs/count"},"rtime":{"$ref":"#/$defs/time"},"wbytes":{"$ref":"#/$defs/count"},"wreqs":{"$ref":"#/$defs/count"},"wtime":{"$ref":"#/$defs/time"},"freqs":{"$ref":"#/$defs/count"},"ftime":{"$ref":"#/$defs/time"},"ipkts":{"$ref":"#/$defs/count"},"ierrs":{"$ref":"#/$defs/count"},"ibytes":{"$ref":"#/$defs/count"},"idrop":{"$ref":"#/$defs/count"},"opkts":{"$ref":"#/$defs/count"},"oerrs":{"$ref":"#/$defs/count"},"obytes":{"$ref":"#/$defs/count"},"odrop":{"$ref":"#/$defs/count"},"coll":{"$ref":"#/$defs/count"},"nostate":{"type":"integer","minimum":0},"on":{"type":"integer","minimum":0},"blocked":{"type":"integer","minimum":0},"paused":{"type":"integer","minimum":0},"off_soft":{"type":"integer","minimum":0},"off_hard":{"type":"integer","minimum":0},"crashed":{"type":"integer","minimum":0},"pmsuspended":{"type":"integer","minimum":0},"off":{"type":"integer","minimum":0},"unknown":{"type":"integer","minimum":0},"rchar":{"$ref":"#/$defs/count"},"wchar":{"$ref":"#/$defs/count"},"syscr":{"$ref":"#/$defs/count"},"syscw":{"$ref":"#/$defs/count"},"cwbytes":{"$ref":"#/$defs/count"}},"required":["mem_alloc","mem_use","cpus","pcpu","pmem","snaps","snaps_size","etimes","usertime","systime","minflt","majflt","vsz","rss","nvcsw","nivcsw","inblk","oublk","cow","nswap","disk_alloc","disk_in_use","disk_on_disk","rbytes","rreqs","rtime","wbytes","wreqs","wtime","freqs","ftime","ipkts","ierrs","ibytes","idrop","opkts","oerrs","obytes","odrop","coll","nostate","on","blocked","paused","off_soft","off_hard","crashed","pmsuspended","off","unknown"],"additionalProperties":false};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mem_alloc === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mem_alloc"},message:"must have required property '"+"mem_alloc"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.mem_use === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mem_use"},message:"must have required property '"+"mem_use"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.cpus === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cpus"},message:"must have required property '"+"cpus"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.pcpu === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pcpu"},message:"must have required property '"+"pcpu"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.pmem === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pmem"},message:"must have required property '"+"pmem"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.snaps === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "snaps"},message:"must have required property '"+"snaps"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.snaps_size === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "snaps_size"},message:"must have required property '"+"snaps_size"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.etimes === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "etimes"},message:"must have required property '"+"etimes"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.usertime === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "usertime"},message:"must have required property '"+"usertime"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.systime === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "systime"},message:"must have required property '"+"systime"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.minflt === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "minflt"},message:"must have required property '"+"minflt"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.majflt === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "majflt"},message:"must have required property '"+"majflt"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.vsz === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "vsz"},message:"must have required property '"+"vsz"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.rss === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rss"},message:"must have required property '"+"rss"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.nvcsw === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nvcsw"},message:"must have required property '"+"nvcsw"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.nivcsw === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nivcsw"},message:"must have required property '"+"nivcsw"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.inblk === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "inblk"},message:"must have required property '"+"inblk"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.oublk === undefined){
const err17 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "oublk"},message:"must have required property '"+"oublk"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data.cow === undefined){
const err18 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cow"},message:"must have required property '"+"cow"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data.nswap === undefined){
const err19 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nswap"},message:"must have required property '"+"nswap"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data.disk_alloc === undefined){
const err20 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disk_alloc"},message:"must have required property '"+"disk_alloc"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.disk_in_use === undefined){
const err21 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disk_in_use"},message:"must have required property '"+"disk_in_use"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.disk_on_disk === undefined){
const err22 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disk_on_disk"},message:"must have required property '"+"disk_on_disk"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.rbytes === undefined){
const err23 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rbytes"},message:"must have required property '"+"rbytes"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data.rreqs === undefined){
const err24 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rreqs"},message:"must have required property '"+"rreqs"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data.rtime === undefined){
const err25 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rtime"},message:"must have required property '"+"rtime"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data.wbytes === undefined){
const err26 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wbytes"},message:"must have required property '"+"wbytes"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data.wreqs === undefined){
const err27 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wreqs"},message:"must have required property '"+"wreqs"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data.wtime === undefined){
const err28 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wtime"},message:"must have required property '"+"wtime"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data.freqs === undefined){
const err29 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "freqs"},message:"must have required property '"+"freqs"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data.ftime === undefined){
const err30 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ftime"},message:"must have required property '"+"ftime"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data.ipkts === undefined){
const err31 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ipkts"},message:"must have required property '"+"ipkts"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data.ierrs === undefined){
const err32 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ierrs"},message:"must have required property '"+"ierrs"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data.ibytes === undefined){
const err33 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ibytes"},message:"must have required property '"+"ibytes"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data.idrop === undefined){
const err34 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "idrop"},message:"must have required property '"+"idrop"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data.opkts === undefined){
const err35 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "opkts"},message:"must have required property '"+"opkts"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data.oerrs === undefined){
const err36 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "oerrs"},message:"must have required property '"+"oerrs"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data.obytes === undefined){
const err37 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "obytes"},message:"must have required property '"+"obytes"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data.odrop === undefined){
const err38 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "odrop"},message:"must have required property '"+"odrop"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data.coll === undefined){
const err39 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "coll"},message:"must have required property '"+"coll"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data.nostate === undefined){
const err40 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nostate"},message:"must have required property '"+"nostate"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data.on === undefined){
const err41 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "on"},message:"must have required property '"+"on"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data.blocked === undefined){
const err42 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "blocked"},message:"must have required property '"+"blocked"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data.paused === undefined){
const err43 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "paused"},message:"must have required property '"+"paused"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data.off_soft === undefined){
const err44 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "off_soft"},message:"must have required property '"+"off_soft"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data.off_hard === undefined){
const err45 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "off_hard"},message:"must have required property '"+"off_hard"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data.crashed === undefined){
const err46 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "crashed"},message:"must have required property '"+"crashed"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data.pmsuspended === undefined){
const err47 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pmsuspended"},message:"must have required property '"+"pmsuspended"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data.off === undefined){
const err48 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "off"},message:"must have required property '"+"off"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data.unknown === undefined){
const err49 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "unknown"},message:"must have required property '"+"unknown"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema111.properties, key0))){
const err50 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.mem_alloc !== undefined){
let data0 = data.mem_alloc;
if((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (data0 !== null)){
const err51 = {instancePath:instancePath+"/mem_alloc",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
const err52 = {instancePath:instancePath+"/mem_alloc",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data.mem_use !== undefined){
let data1 = data.mem_use;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
const err53 = {instancePath:instancePath+"/mem_use",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data1};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err54 = {instancePath:instancePath+"/mem_use",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data1};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
if(data.cpus !== undefined){
let data2 = data.cpus;
if((!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) && (data2 !== null)){
const err55 = {instancePath:instancePath+"/cpus",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err56 = {instancePath:instancePath+"/cpus",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
if(data.pcpu !== undefined){
let data3 = data.pcpu;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (data3 !== null)){
const err57 = {instancePath:instancePath+"/pcpu",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
const err58 = {instancePath:instancePath+"/pcpu",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data3};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data.pmem !== undefined){
let data4 = data.pmem;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (data4 !== null)){
const err59 = {instancePath:instancePath+"/pmem",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data4};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
const err60 = {instancePath:instancePath+"/pmem",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data4};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data.snaps !== undefined){
let data5 = data.snaps;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
const err61 = {instancePath:instancePath+"/snaps",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data5};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err62 = {instancePath:instancePath+"/snaps",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data5};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data.snaps_size !== undefined){
let data6 = data.snaps_size;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err63 = {instancePath:instancePath+"/snaps_size",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err64 = {instancePath:instancePath+"/snaps_size",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data.etimes !== undefined){
let data7 = data.etimes;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (data7 !== null)){
const err65 = {instancePath:instancePath+"/etimes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err66 = {instancePath:instancePath+"/etimes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data.usertime !== undefined){
let data8 = data.usertime;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
const err67 = {instancePath:instancePath+"/usertime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data8};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err68 = {instancePath:instancePath+"/usertime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data8};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
if(data.systime !== undefined){
let data9 = data.systime;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (data9 !== null)){
const err69 = {instancePath:instancePath+"/systime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data9};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err70 = {instancePath:instancePath+"/systime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data9};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data.minflt !== undefined){
let data10 = data.minflt;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
const err71 = {instancePath:instancePath+"/minflt",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data10};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err72 = {instancePath:instancePath+"/minflt",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data10};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data.majflt !== undefined){
let data11 = data.majflt;
if((!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))) && (data11 !== null)){
const err73 = {instancePath:instancePath+"/majflt",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data11};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err74 = {instancePath:instancePath+"/majflt",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data11};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
if(data.vsz !== undefined){
let data12 = data.vsz;
if((!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))) && (data12 !== null)){
const err75 = {instancePath:instancePath+"/vsz",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data12};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err76 = {instancePath:instancePath+"/vsz",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data12};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data.rss !== undefined){
let data13 = data.rss;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (data13 !== null)){
const err77 = {instancePath:instancePath+"/rss",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data13};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err78 = {instancePath:instancePath+"/rss",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data13};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data.nvcsw !== undefined){
let data14 = data.nvcsw;
if((!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))) && (data14 !== null)){
const err79 = {instancePath:instancePath+"/nvcsw",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
const err80 = {instancePath:instancePath+"/nvcsw",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data14};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
if(data.nivcsw !== undefined){
let data15 = data.nivcsw;
if((!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))) && (data15 !== null)){
const err81 = {instancePath:instancePath+"/nivcsw",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data15};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err82 = {instancePath:instancePath+"/nivcsw",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data15};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data.inblk !== undefined){
let data16 = data.inblk;
if((!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))) && (data16 !== null)){
const err83 = {instancePath:instancePath+"/inblk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data16};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err84 = {instancePath:instancePath+"/inblk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data16};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
if(data.oublk !== undefined){
let data17 = data.oublk;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (data17 !== null)){
const err85 = {instancePath:instancePath+"/oublk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data17};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err86 = {instancePath:instancePath+"/oublk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data17};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data.cow !== undefined){
let data18 = data.cow;
if(data18 !== null){
const err87 = {instancePath:instancePath+"/cow",schemaPath:"#/properties/cow/type",keyword:"type",params:{type: "null"},message:"must be null",schema:schema111.properties.cow.type,parentSchema:schema111.properties.cow,data:data18};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.nswap !== undefined){
let data19 = data.nswap;
if(data19 !== null){
const err88 = {instancePath:instancePath+"/nswap",schemaPath:"#/properties/nswap/type",keyword:"type",params:{type: "null"},message:"must be null",schema:schema111.properties.nswap.type,parentSchema:schema111.properties.nswap,data:data19};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.disk_alloc !== undefined){
let data20 = data.disk_alloc;
if((!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))) && (data20 !== null)){
const err89 = {instancePath:instancePath+"/disk_alloc",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data20};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err90 = {instancePath:instancePath+"/disk_alloc",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data20};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
if(data.disk_in_use !== undefined){
let data21 = data.disk_in_use;
if((!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))) && (data21 !== null)){
const err91 = {instancePath:instancePath+"/disk_in_use",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data21};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
const err92 = {instancePath:instancePath+"/disk_in_use",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data21};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
if(data.disk_on_disk !== undefined){
let data22 = data.disk_on_disk;
if((!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))) && (data22 !== null)){
const err93 = {instancePath:instancePath+"/disk_on_disk",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data22};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
const err94 = {instancePath:instancePath+"/disk_on_disk",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data22};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
if(data.rbytes !== undefined){
let data23 = data.rbytes;
if((!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))) && (data23 !== null)){
const err95 = {instancePath:instancePath+"/rbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data23};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
const err96 = {instancePath:instancePath+"/rbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data23};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
if(data.rreqs !== undefined){
let data24 = data.rreqs;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (data24 !== null)){
const err97 = {instancePath:instancePath+"/rreqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err98 = {instancePath:instancePath+"/rreqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
if(data.rtime !== undefined){
let data25 = data.rtime;
if((!((typeof data25 == "number") && (isFinite(data25)))) && (data25 !== null)){
const err99 = {instancePath:instancePath+"/rtime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data25};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err100 = {instancePath:instancePath+"/rtime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data25};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
if(data.wbytes !== undefined){
let data26 = data.wbytes;
if((!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))) && (data26 !== null)){
const err101 = {instancePath:instancePath+"/wbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data26};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
const err102 = {instancePath:instancePath+"/wbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data26};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
if(data.wreqs !== undefined){
let data27 = data.wreqs;
if((!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))) && (data27 !== null)){
const err103 = {instancePath:instancePath+"/wreqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data27};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err104 = {instancePath:instancePath+"/wreqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data27};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
if(data.wtime !== undefined){
let data28 = data.wtime;
if((!((typeof data28 == "number") && (isFinite(data28)))) && (data28 !== null)){
const err105 = {instancePath:instancePath+"/wtime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data28};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
const err106 = {instancePath:instancePath+"/wtime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data28};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
if(data.freqs !== undefined){
let data29 = data.freqs;
if((!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))) && (data29 !== null)){
const err107 = {instancePath:instancePath+"/freqs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 0 || isNaN(data29)){
const err108 = {instancePath:instancePath+"/freqs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data29};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
if(data.ftime !== undefined){
let data30 = data.ftime;
if((!((typeof data30 == "number") && (isFinite(data30)))) && (data30 !== null)){
const err109 = {instancePath:instancePath+"/ftime",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: schema40.type},message:"must be number,null",schema:schema40.type,parentSchema:schema40,data:data30};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
const err110 = {instancePath:instancePath+"/ftime",schemaPath:"#/$defs/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema40,data:data30};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
if(data.ipkts !== undefined){
let data31 = data.ipkts;
if((!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))) && (data31 !== null)){
const err111 = {instancePath:instancePath+"/ipkts",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data31};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
const err112 = {instancePath:instancePath+"/ipkts",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data31};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
if(data.ierrs !== undefined){
let data32 = data.ierrs;
if((!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))) && (data32 !== null)){
const err113 = {instancePath:instancePath+"/ierrs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data32};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
const err114 = {instancePath:instancePath+"/ierrs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data32};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
if(data.ibytes !== undefined){
let data33 = data.ibytes;
if((!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))) && (data33 !== null)){
const err115 = {instancePath:instancePath+"/ibytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data33};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
const err116 = {instancePath:instancePath+"/ibytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data33};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
if(data.idrop !== undefined){
let data34 = data.idrop;
if((!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))) && (data34 !== null)){
const err117 = {instancePath:instancePath+"/idrop",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data34};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 0 || isNaN(data34)){
const err118 = {instancePath:instancePath+"/idrop",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data34};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
if(data.opkts !== undefined){
let data35 = data.opkts;
if((!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))) && (data35 !== null)){
const err119 = {instancePath:instancePath+"/opkts",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data35};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 0 || isNaN(data35)){
const err120 = {instancePath:instancePath+"/opkts",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data35};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
if(data.oerrs !== undefined){
let data36 = data.oerrs;
if((!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))) && (data36 !== null)){
const err121 = {instancePath:instancePath+"/oerrs",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data36};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 0 || isNaN(data36)){
const err122 = {instancePath:instancePath+"/oerrs",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data36};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
}
if(data.obytes !== undefined){
let data37 = data.obytes;
if((!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))) && (data37 !== null)){
const err123 = {instancePath:instancePath+"/obytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data37};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 0 || isNaN(data37)){
const err124 = {instancePath:instancePath+"/obytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data37};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
if(data.odrop !== undefined){
let data38 = data.odrop;
if((!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))) && (data38 !== null)){
const err125 = {instancePath:instancePath+"/odrop",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data38};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err126 = {instancePath:instancePath+"/odrop",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data38};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
if(data.coll !== undefined){
let data39 = data.coll;
if((!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))) && (data39 !== null)){
const err127 = {instancePath:instancePath+"/coll",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data39};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 0 || isNaN(data39)){
const err128 = {instancePath:instancePath+"/coll",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data39};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
if(data.nostate !== undefined){
let data40 = data.nostate;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err129 = {instancePath:instancePath+"/nostate",schemaPath:"#/properties/nostate/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.nostate.type,parentSchema:schema111.properties.nostate,data:data40};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 0 || isNaN(data40)){
const err130 = {instancePath:instancePath+"/nostate",schemaPath:"#/properties/nostate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.nostate,data:data40};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
if(data.on !== undefined){
let data41 = data.on;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err131 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.on.type,parentSchema:schema111.properties.on,data:data41};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
const err132 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.on,data:data41};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
}
if(data.blocked !== undefined){
let data42 = data.blocked;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err133 = {instancePath:instancePath+"/blocked",schemaPath:"#/properties/blocked/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.blocked.type,parentSchema:schema111.properties.blocked,data:data42};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err134 = {instancePath:instancePath+"/blocked",schemaPath:"#/properties/blocked/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.blocked,data:data42};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
if(data.paused !== undefined){
let data43 = data.paused;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err135 = {instancePath:instancePath+"/paused",schemaPath:"#/properties/paused/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.paused.type,parentSchema:schema111.properties.paused,data:data43};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
const err136 = {instancePath:instancePath+"/paused",schemaPath:"#/properties/paused/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.paused,data:data43};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
}
if(data.off_soft !== undefined){
let data44 = data.off_soft;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err137 = {instancePath:instancePath+"/off_soft",schemaPath:"#/properties/off_soft/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.off_soft.type,parentSchema:schema111.properties.off_soft,data:data44};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 0 || isNaN(data44)){
const err138 = {instancePath:instancePath+"/off_soft",schemaPath:"#/properties/off_soft/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.off_soft,data:data44};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
}
if(data.off_hard !== undefined){
let data45 = data.off_hard;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err139 = {instancePath:instancePath+"/off_hard",schemaPath:"#/properties/off_hard/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.off_hard.type,parentSchema:schema111.properties.off_hard,data:data45};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 0 || isNaN(data45)){
const err140 = {instancePath:instancePath+"/off_hard",schemaPath:"#/properties/off_hard/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.off_hard,data:data45};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
}
if(data.crashed !== undefined){
let data46 = data.crashed;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err141 = {instancePath:instancePath+"/crashed",schemaPath:"#/properties/crashed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.crashed.type,parentSchema:schema111.properties.crashed,data:data46};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
const err142 = {instancePath:instancePath+"/crashed",schemaPath:"#/properties/crashed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.crashed,data:data46};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
if(data.pmsuspended !== undefined){
let data47 = data.pmsuspended;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
const err143 = {instancePath:instancePath+"/pmsuspended",schemaPath:"#/properties/pmsuspended/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.pmsuspended.type,parentSchema:schema111.properties.pmsuspended,data:data47};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 < 0 || isNaN(data47)){
const err144 = {instancePath:instancePath+"/pmsuspended",schemaPath:"#/properties/pmsuspended/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.pmsuspended,data:data47};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
}
if(data.off !== undefined){
let data48 = data.off;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
const err145 = {instancePath:instancePath+"/off",schemaPath:"#/properties/off/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.off.type,parentSchema:schema111.properties.off,data:data48};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 < 0 || isNaN(data48)){
const err146 = {instancePath:instancePath+"/off",schemaPath:"#/properties/off/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.off,data:data48};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
if(data.unknown !== undefined){
let data49 = data.unknown;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
const err147 = {instancePath:instancePath+"/unknown",schemaPath:"#/properties/unknown/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.unknown.type,parentSchema:schema111.properties.unknown,data:data49};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 < 0 || isNaN(data49)){
const err148 = {instancePath:instancePath+"/unknown",schemaPath:"#/properties/unknown/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema111.properties.unknown,data:data49};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
}
if(data.rchar !== undefined){
let data50 = data.rchar;
if((!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))) && (data50 !== null)){
const err149 = {instancePath:instancePath+"/rchar",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data50};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 < 0 || isNaN(data50)){
const err150 = {instancePath:instancePath+"/rchar",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data50};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
if(data.wchar !== undefined){
let data51 = data.wchar;
if((!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))) && (data51 !== null)){
const err151 = {instancePath:instancePath+"/wchar",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data51};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 0 || isNaN(data51)){
const err152 = {instancePath:instancePath+"/wchar",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data51};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
}
if(data.syscr !== undefined){
let data52 = data.syscr;
if((!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))) && (data52 !== null)){
const err153 = {instancePath:instancePath+"/syscr",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data52};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 0 || isNaN(data52)){
const err154 = {instancePath:instancePath+"/syscr",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data52};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
if(data.syscw !== undefined){
let data53 = data.syscw;
if((!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))) && (data53 !== null)){
const err155 = {instancePath:instancePath+"/syscw",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data53};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
const err156 = {instancePath:instancePath+"/syscw",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data53};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
}
if(data.cwbytes !== undefined){
let data54 = data.cwbytes;
if((!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))) && (data54 !== null)){
const err157 = {instancePath:instancePath+"/cwbytes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: schema37.type},message:"must be integer,null",schema:schema37.type,parentSchema:schema37,data:data54};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 < 0 || isNaN(data54)){
const err158 = {instancePath:instancePath+"/cwbytes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema37,data:data54};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
}
else {
const err159 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.type,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.error === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "error"},message:"must have required property '"+"error"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.errorString === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "errorString"},message:"must have required property '"+"errorString"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.data === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "data"},message:"must have required property '"+"data"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "version") || (key0 === "error")) || (key0 === "errorString")) || (key0 === "data"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.version.type,parentSchema:schema31.properties.version,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 1 || isNaN(data0)){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.version,data:data0};
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
if(data.error !== undefined){
let data1 = data.error;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err7 = {instancePath:instancePath+"/error",schemaPath:"#/properties/error/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.error.type,parentSchema:schema31.properties.error,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.errorString !== undefined){
let data2 = data.errorString;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err8 = {instancePath:instancePath+"/errorString",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/errorString",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.data !== undefined){
let data3 = data.data;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.hv === undefined){
const err10 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "hv"},message:"must have required property '"+"hv"+"'",schema:schema31.properties.data.required,parentSchema:schema31.properties.data,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.VMs === undefined){
const err11 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "VMs"},message:"must have required property '"+"VMs"+"'",schema:schema31.properties.data.required,parentSchema:schema31.properties.data,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3.totals === undefined){
const err12 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/required",keyword:"required",params:{missingProperty: "totals"},message:"must have required property '"+"totals"+"'",schema:schema31.properties.data.required,parentSchema:schema31.properties.data,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data3){
if(!(((key1 === "hv") || (key1 === "VMs")) || (key1 === "totals"))){
const err13 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.data,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.hv !== undefined){
let data4 = data3.hv;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err14 = {instancePath:instancePath+"/data/hv",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:data4};
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
const err15 = {instancePath:instancePath+"/data/hv",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.VMs !== undefined){
let data5 = data3.VMs;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
const _errs17 = errors;
if(typeof key2 === "string"){
if(!pattern4.test(key2)){
const err16 = {instancePath:instancePath+"/data/VMs",schemaPath:"#/$defs/plainText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"},message:"must match pattern \""+"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$"+"\"",schema:"^[^\\u0000-\\u001f\\u007f-\\u009f\"\\\\]*$",parentSchema:schema32,data:key2,propertyName:key2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/data/VMs",schemaPath:"#/$defs/plainText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:key2,propertyName:key2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var valid4 = _errs17 === errors;
if(!valid4){
const err18 = {instancePath:instancePath+"/data/VMs",schemaPath:"#/properties/data/properties/VMs/propertyNames",keyword:"propertyNames",params:{propertyName: key2},message:"property name must be valid",schema:schema31.properties.data.properties.VMs.propertyNames,parentSchema:schema31.properties.data.properties.VMs,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
for(const key3 in data5){
if(!(validate21(data5[key3], {instancePath:instancePath+"/data/VMs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data5,parentDataProperty:key3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/data/VMs",schemaPath:"#/properties/data/properties/VMs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.data.properties.VMs.type,parentSchema:schema31.properties.data.properties.VMs,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3.totals !== undefined){
if(!(validate29(data3.totals, {instancePath:instancePath+"/data/totals",parentData:data3,parentDataProperty:"totals",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.data.type,parentSchema:schema31.properties.data,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

