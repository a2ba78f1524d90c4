// Built from schemas/guest-list.schema.json by `npm run build`.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"qgauge guest list","description":"What `qgauge ls --json` prints.","type":"object","properties":{"guests":{"type":"array","items":{"$ref":"#/$defs/guest"}},"warnings":{"type":"array","items":{"type":"string"}}},"required":["guests","warnings"],"additionalProperties":false,"$defs":{"guest":{"description":"One guest. Unknown values are null.","type":"object","properties":{"name":{"type":"string","pattern":"."},"uuid":{"type":["string","null"]},"pid":{"type":["integer","null"],"minimum":0},"state":{"description":"QEMU's run state; null when QEMU could not be queried.","type":["string","null"]},"vcpus":{"type":["integer","null"],"minimum":0},"memory":{"description":"As the guest sees it, according to the last report of its balloon.","type":"object","properties":{"usedBytes":{"type":["integer","null"],"minimum":0},"totalBytes":{"type":["integer","null"],"minimum":0},"ageSeconds":{"type":["number","null"],"minimum":0},"verdict":{"enum":["ok","no-device","polling-off","never-reported","stale","paused","empty","partial","inconsistent","monitor-busy","qemu-stopped","denied","not-asked"]},"explanation":{"type":"string"}},"required":["usedBytes","totalBytes","ageSeconds","verdict","explanation"],"additionalProperties":false},"rssBytes":{"type":["integer","null"],"minimum":0},"cpuSeconds":{"type":["number","null"],"minimum":0},"cpuPercent":{"description":"CPU time divided by the time since the start of QEMU, in percent of one CPU.","type":["number","null"],"minimum":0},"disks":{"type":["integer","null"],"minimum":0},"nics":{"type":["integer","null"],"minimum":0},"socket":{"type":["string","null"]},"problem":{"description":"Why the guest could not be queried; null when it was.","anyOf":[{"type":"null"},{"type":"object","properties":{"kind":{"enum":["no-monitor","stopped","busy","hung","denied","gone","foreign","absent","failed"]},"message":{"type":"string"}},"required":["kind","message"],"additionalProperties":false}]},"failures":{"description":"Parts that did not answer, although the guest did.","type":"array","items":{"type":"object","properties":{"part":{"type":"string"},"why":{"type":"string"}},"required":["part","why"],"additionalProperties":false}}},"required":["name","uuid","pid","state","vcpus","memory","rssBytes","cpuSeconds","cpuPercent","disks","nics","socket","problem","failures"],"additionalProperties":false}}};
const schema32 = {"description":"One guest. Unknown values are null.","type":"object","properties":{"name":{"type":"string","pattern":"."},"uuid":{"type":["string","null"]},"pid":{"type":["integer","null"],"minimum":0},"state":{"description":"QEMU's run state; null when QEMU could not be queried.","type":["string","null"]},"vcpus":{"type":["integer","null"],"minimum":0},"memory":{"description":"As the guest sees it, according to the last report of its balloon.","type":"object","properties":{"usedBytes":{"type":["integer","null"],"minimum":0},"totalBytes":{"type":["integer","null"],"minimum":0},"ageSeconds":{"type":["number","null"],"minimum":0},"verdict":{"enum":["ok","no-device","polling-off","never-reported","stale","paused","empty","partial","inconsistent","monitor-busy","qemu-stopped","denied","not-asked"]},"explanation":{"type":"string"}},"required":["usedBytes","totalBytes","ageSeconds","verdict","explanation"],"additionalProperties":false},"rssBytes":{"type":["integer","null"],"minimum":0},"cpuSeconds":{"type":["number","null"],"minimum":0},"cpuPercent":{"description":"CPU time divided by the time since the start of QEMU, in percent of one CPU.","type":["number","null"],"minimum":0},"disks":{"type":["integer","null"],"minimum":0},"nics":{"type":["integer","null"],"minimum":0},"socket":{"type":["string","null"]},"problem":{"description":"Why the guest could not be queried; null when it was.","anyOf":[{"type":"null"},{"type":"object","properties":{"kind":{"enum":["no-monitor","stopped","busy","hung","denied","gone","foreign","absent","failed"]},"message":{"type":"string"}},"required":["kind","message"],"additionalProperties":false}]},"failures":{"description":"Parts that did not answer, although the guest did.","type":"array","items":{"type":"object","properties":{"part":{"type":"string"},"why":{"type":"string"}},"required":["part","why"],"additionalProperties":false}}},"required":["name","uuid","pid","state","vcpus","memory","rssBytes","cpuSeconds","cpuPercent","disks","nics","socket","problem","failures"],"additionalProperties":false};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp(".", "u");

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
if(data.guests === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "guests"},message:"must have required property '"+"guests"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.warnings === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "warnings"},message:"must have required property '"+"warnings"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "guests") || (key0 === "warnings"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.guests !== undefined){
let data0 = data.guests;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.name === undefined){
const err3 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.uuid === undefined){
const err4 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "uuid"},message:"must have required property '"+"uuid"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.pid === undefined){
const err5 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "pid"},message:"must have required property '"+"pid"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.state === undefined){
const err6 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.vcpus === undefined){
const err7 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "vcpus"},message:"must have required property '"+"vcpus"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.memory === undefined){
const err8 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "memory"},message:"must have required property '"+"memory"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data1.rssBytes === undefined){
const err9 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "rssBytes"},message:"must have required property '"+"rssBytes"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data1.cpuSeconds === undefined){
const err10 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "cpuSeconds"},message:"must have required property '"+"cpuSeconds"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data1.cpuPercent === undefined){
const err11 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "cpuPercent"},message:"must have required property '"+"cpuPercent"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data1.disks === undefined){
const err12 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "disks"},message:"must have required property '"+"disks"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data1.nics === undefined){
const err13 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "nics"},message:"must have required property '"+"nics"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data1.socket === undefined){
const err14 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "socket"},message:"must have required property '"+"socket"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data1.problem === undefined){
const err15 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "problem"},message:"must have required property '"+"problem"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data1.failures === undefined){
const err16 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/required",keyword:"required",params:{missingProperty: "failures"},message:"must have required property '"+"failures"+"'",schema:schema32.required,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key1 in data1){
if(!(func1.call(schema32.properties, key1))){
const err17 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.name !== undefined){
let data2 = data1.name;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err18 = {instancePath:instancePath+"/guests/" + i0+"/name",schemaPath:"#/$defs/guest/properties/name/pattern",keyword:"pattern",params:{pattern: "."},message:"must match pattern \""+"."+"\"",schema:".",parentSchema:schema32.properties.name,data:data2};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/guests/" + i0+"/name",schemaPath:"#/$defs/guest/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.name.type,parentSchema:schema32.properties.name,data:data2};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.uuid !== undefined){
let data3 = data1.uuid;
if((typeof data3 !== "string") && (data3 !== null)){
const err20 = {instancePath:instancePath+"/guests/" + i0+"/uuid",schemaPath:"#/$defs/guest/properties/uuid/type",keyword:"type",params:{type: schema32.properties.uuid.type},message:"must be string,null",schema:schema32.properties.uuid.type,parentSchema:schema32.properties.uuid,data:data3};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data1.pid !== undefined){
let data4 = data1.pid;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err21 = {instancePath:instancePath+"/guests/" + i0+"/pid",schemaPath:"#/$defs/guest/properties/pid/type",keyword:"type",params:{type: schema32.properties.pid.type},message:"must be integer,null",schema:schema32.properties.pid.type,parentSchema:schema32.properties.pid,data:data4};
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
const err22 = {instancePath:instancePath+"/guests/" + i0+"/pid",schemaPath:"#/$defs/guest/properties/pid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.pid,data:data4};
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
if(data1.state !== undefined){
let data5 = data1.state;
if((typeof data5 !== "string") && (data5 !== null)){
const err23 = {instancePath:instancePath+"/guests/" + i0+"/state",schemaPath:"#/$defs/guest/properties/state/type",keyword:"type",params:{type: schema32.properties.state.type},message:"must be string,null",schema:schema32.properties.state.type,parentSchema:schema32.properties.state,data:data5};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data1.vcpus !== undefined){
let data6 = data1.vcpus;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err24 = {instancePath:instancePath+"/guests/" + i0+"/vcpus",schemaPath:"#/$defs/guest/properties/vcpus/type",keyword:"type",params:{type: schema32.properties.vcpus.type},message:"must be integer,null",schema:schema32.properties.vcpus.type,parentSchema:schema32.properties.vcpus,data:data6};
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
const err25 = {instancePath:instancePath+"/guests/" + i0+"/vcpus",schemaPath:"#/$defs/guest/properties/vcpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.vcpus,data:data6};
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
if(data1.memory !== undefined){
let data7 = data1.memory;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.usedBytes === undefined){
const err26 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/required",keyword:"required",params:{missingProperty: "usedBytes"},message:"must have required property '"+"usedBytes"+"'",schema:schema32.properties.memory.required,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data7.totalBytes === undefined){
const err27 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/required",keyword:"required",params:{missingProperty: "totalBytes"},message:"must have required property '"+"totalBytes"+"'",schema:schema32.properties.memory.required,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data7.ageSeconds === undefined){
const err28 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/required",keyword:"required",params:{missingProperty: "ageSeconds"},message:"must have required property '"+"ageSeconds"+"'",schema:schema32.properties.memory.required,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data7.verdict === undefined){
const err29 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'",schema:schema32.properties.memory.required,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data7.explanation === undefined){
const err30 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/required",keyword:"required",params:{missingProperty: "explanation"},message:"must have required property '"+"explanation"+"'",schema:schema32.properties.memory.required,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key2 in data7){
if(!(((((key2 === "usedBytes") || (key2 === "totalBytes")) || (key2 === "ageSeconds")) || (key2 === "verdict")) || (key2 === "explanation"))){
const err31 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data7.usedBytes !== undefined){
let data8 = data7.usedBytes;
if((!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) && (data8 !== null)){
const err32 = {instancePath:instancePath+"/guests/" + i0+"/memory/usedBytes",schemaPath:"#/$defs/guest/properties/memory/properties/usedBytes/type",keyword:"type",params:{type: schema32.properties.memory.properties.usedBytes.type},message:"must be integer,null",schema:schema32.properties.memory.properties.usedBytes.type,parentSchema:schema32.properties.memory.properties.usedBytes,data:data8};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
const err33 = {instancePath:instancePath+"/guests/" + i0+"/memory/usedBytes",schemaPath:"#/$defs/guest/properties/memory/properties/usedBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.memory.properties.usedBytes,data:data8};
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
if(data7.totalBytes !== undefined){
let data9 = data7.totalBytes;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
const err34 = {instancePath:instancePath+"/guests/" + i0+"/memory/totalBytes",schemaPath:"#/$defs/guest/properties/memory/properties/totalBytes/type",keyword:"type",params:{type: schema32.properties.memory.properties.totalBytes.type},message:"must be integer,null",schema:schema32.properties.memory.properties.totalBytes.type,parentSchema:schema32.properties.memory.properties.totalBytes,data:data9};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err35 = {instancePath:instancePath+"/guests/" + i0+"/memory/totalBytes",schemaPath:"#/$defs/guest/properties/memory/properties/totalBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.memory.properties.totalBytes,data:data9};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data7.ageSeconds !== undefined){
let data10 = data7.ageSeconds;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (data10 !== null)){
const err36 = {instancePath:instancePath+"/guests/" + i0+"/memory/ageSeconds",schemaPath:"#/$defs/guest/properties/memory/properties/ageSeconds/type",keyword:"type",params:{type: schema32.properties.memory.properties.ageSeconds.type},message:"must be number,null",schema:schema32.properties.memory.properties.ageSeconds.type,parentSchema:schema32.properties.memory.properties.ageSeconds,data:data10};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err37 = {instancePath:instancePath+"/guests/" + i0+"/memory/ageSeconds",schemaPath:"#/$defs/guest/properties/memory/properties/ageSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.memory.properties.ageSeconds,data:data10};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data7.verdict !== undefined){
let data11 = data7.verdict;
if(!(((((((((((((data11 === "ok") || (data11 === "no-device")) || (data11 === "polling-off")) || (data11 === "never-reported")) || (data11 === "stale")) || (data11 === "paused")) || (data11 === "empty")) || (data11 === "partial")) || (data11 === "inconsistent")) || (data11 === "monitor-busy")) || (data11 === "qemu-stopped")) || (data11 === "denied")) || (data11 === "not-asked"))){
const err38 = {instancePath:instancePath+"/guests/" + i0+"/memory/verdict",schemaPath:"#/$defs/guest/properties/memory/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema32.properties.memory.properties.verdict.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.memory.properties.verdict.enum,parentSchema:schema32.properties.memory.properties.verdict,data:data11};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data7.explanation !== undefined){
let data12 = data7.explanation;
if(typeof data12 !== "string"){
const err39 = {instancePath:instancePath+"/guests/" + i0+"/memory/explanation",schemaPath:"#/$defs/guest/properties/memory/properties/explanation/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.memory.properties.explanation.type,parentSchema:schema32.properties.memory.properties.explanation,data:data12};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/guests/" + i0+"/memory",schemaPath:"#/$defs/guest/properties/memory/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.memory.type,parentSchema:schema32.properties.memory,data:data7};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data1.rssBytes !== undefined){
let data13 = data1.rssBytes;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (data13 !== null)){
const err41 = {instancePath:instancePath+"/guests/" + i0+"/rssBytes",schemaPath:"#/$defs/guest/properties/rssBytes/type",keyword:"type",params:{type: schema32.properties.rssBytes.type},message:"must be integer,null",schema:schema32.properties.rssBytes.type,parentSchema:schema32.properties.rssBytes,data:data13};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
const err42 = {instancePath:instancePath+"/guests/" + i0+"/rssBytes",schemaPath:"#/$defs/guest/properties/rssBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.rssBytes,data:data13};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
if(data1.cpuSeconds !== undefined){
let data14 = data1.cpuSeconds;
if((!((typeof data14 == "number") && (isFinite(data14)))) && (data14 !== null)){
const err43 = {instancePath:instancePath+"/guests/" + i0+"/cpuSeconds",schemaPath:"#/$defs/guest/properties/cpuSeconds/type",keyword:"type",params:{type: schema32.properties.cpuSeconds.type},message:"must be number,null",schema:schema32.properties.cpuSeconds.type,parentSchema:schema32.properties.cpuSeconds,data:data14};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
const err44 = {instancePath:instancePath+"/guests/" + i0+"/cpuSeconds",schemaPath:"#/$defs/guest/properties/cpuSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.cpuSeconds,data:data14};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
if(data1.cpuPercent !== undefined){
let data15 = data1.cpuPercent;
if((!((typeof data15 == "number") && (isFinite(data15)))) && (data15 !== null)){
const err45 = {instancePath:instancePath+"/guests/" + i0+"/cpuPercent",schemaPath:"#/$defs/guest/properties/cpuPercent/type",keyword:"type",params:{type: schema32.properties.cpuPercent.type},message:"must be number,null",schema:schema32.properties.cpuPercent.type,parentSchema:schema32.properties.cpuPercent,data:data15};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
const err46 = {instancePath:instancePath+"/guests/" + i0+"/cpuPercent",schemaPath:"#/$defs/guest/properties/cpuPercent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.cpuPercent,data:data15};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
if(data1.disks !== undefined){
let data16 = data1.disks;
if((!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))) && (data16 !== null)){
const err47 = {instancePath:instancePath+"/guests/" + i0+"/disks",schemaPath:"#/$defs/guest/properties/disks/type",keyword:"type",params:{type: schema32.properties.disks.type},message:"must be integer,null",schema:schema32.properties.disks.type,parentSchema:schema32.properties.disks,data:data16};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
const err48 = {instancePath:instancePath+"/guests/" + i0+"/disks",schemaPath:"#/$defs/guest/properties/disks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.disks,data:data16};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
if(data1.nics !== undefined){
let data17 = data1.nics;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (data17 !== null)){
const err49 = {instancePath:instancePath+"/guests/" + i0+"/nics",schemaPath:"#/$defs/guest/properties/nics/type",keyword:"type",params:{type: schema32.properties.nics.type},message:"must be integer,null",schema:schema32.properties.nics.type,parentSchema:schema32.properties.nics,data:data17};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err50 = {instancePath:instancePath+"/guests/" + i0+"/nics",schemaPath:"#/$defs/guest/properties/nics/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.nics,data:data17};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
if(data1.socket !== undefined){
let data18 = data1.socket;
if((typeof data18 !== "string") && (data18 !== null)){
const err51 = {instancePath:instancePath+"/guests/" + i0+"/socket",schemaPath:"#/$defs/guest/properties/socket/type",keyword:"type",params:{type: schema32.properties.socket.type},message:"must be string,null",schema:schema32.properties.socket.type,parentSchema:schema32.properties.socket,data:data18};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data1.problem !== undefined){
let data19 = data1.problem;
const _errs43 = errors;
let valid6 = false;
const _errs44 = errors;
if(data19 !== null){
const err52 = {instancePath:instancePath+"/guests/" + i0+"/problem",schemaPath:"#/$defs/guest/properties/problem/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null",schema:schema32.properties.problem.anyOf[0].type,parentSchema:schema32.properties.problem.anyOf[0],data:data19};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
var _valid0 = _errs44 === errors;
valid6 = valid6 || _valid0;
const _errs46 = errors;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.kind === undefined){
const err53 = {instancePath:instancePath+"/guests/" + i0+"/problem",schemaPath:"#/$defs/guest/properties/problem/anyOf/1/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema32.properties.problem.anyOf[1].required,parentSchema:schema32.properties.problem.anyOf[1],data:data19};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data19.message === undefined){
const err54 = {instancePath:instancePath+"/guests/" + i0+"/problem",schemaPath:"#/$defs/guest/properties/problem/anyOf/1/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'",schema:schema32.properties.problem.anyOf[1].required,parentSchema:schema32.properties.problem.anyOf[1],data:data19};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
for(const key3 in data19){
if(!((key3 === "kind") || (key3 === "message"))){
const err55 = {instancePath:instancePath+"/guests/" + i0+"/problem",schemaPath:"#/$defs/guest/properties/problem/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.problem.anyOf[1],data:data19};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data19.kind !== undefined){
let data20 = data19.kind;
if(!(((((((((data20 === "no-monitor") || (data20 === "stopped")) || (data20 === "busy")) || (data20 === "hung")) || (data20 === "denied")) || (data20 === "gone")) || (data20 === "foreign")) || (data20 === "absent")) || (data20 === "failed"))){
const err56 = {instancePath:instancePath+"/guests/" + i0+"/problem/kind",schemaPath:"#/$defs/guest/properties/problem/anyOf/1/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.problem.anyOf[1].properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.problem.anyOf[1].properties.kind.enum,parentSchema:schema32.properties.problem.anyOf[1].properties.kind,data:data20};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data19.message !== undefined){
let data21 = data19.message;
if(typeof data21 !== "string"){
const err57 = {instancePath:instancePath+"/guests/" + i0+"/problem/message",schemaPath:"#/$defs/guest/properties/problem/anyOf/1/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.problem.anyOf[1].properties.message.type,parentSchema:schema32.properties.problem.anyOf[1].properties.message,data:data21};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/guests/" + i0+"/problem",schemaPath:"#/$defs/guest/properties/problem/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.problem.anyOf[1].type,parentSchema:schema32.properties.problem.anyOf[1],data:data19};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
var _valid0 = _errs46 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const err59 = {instancePath:instancePath+"/guests/" + i0+"/problem",schemaPath:"#/$defs/guest/properties/problem/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema32.properties.problem.anyOf,parentSchema:schema32.properties.problem,data:data19};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
else {
errors = _errs43;
if(vErrors !== null){
if(_errs43){
vErrors.length = _errs43;
}
else {
vErrors = null;
}
}
}
}
if(data1.failures !== undefined){
let data22 = data1.failures;
if(Array.isArray(data22)){
const len1 = data22.length;
for(let i1=0; i1<len1; i1++){
let data23 = data22[i1];
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.part === undefined){
const err60 = {instancePath:instancePath+"/guests/" + i0+"/failures/" + i1,schemaPath:"#/$defs/guest/properties/failures/items/required",keyword:"required",params:{missingProperty: "part"},message:"must have required property '"+"part"+"'",schema:schema32.properties.failures.items.required,parentSchema:schema32.properties.failures.items,data:data23};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data23.why === undefined){
const err61 = {instancePath:instancePath+"/guests/" + i0+"/failures/" + i1,schemaPath:"#/$defs/guest/properties/failures/items/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'",schema:schema32.properties.failures.items.required,parentSchema:schema32.properties.failures.items,data:data23};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key4 in data23){
if(!((key4 === "part") || (key4 === "why"))){
const err62 = {instancePath:instancePath+"/guests/" + i0+"/failures/" + i1,schemaPath:"#/$defs/guest/properties/failures/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.failures.items,data:data23};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data23.part !== undefined){
let data24 = data23.part;
if(typeof data24 !== "string"){
const err63 = {instancePath:instancePath+"/guests/" + i0+"/failures/" + i1+"/part",schemaPath:"#/$defs/guest/properties/failures/items/properties/part/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.failures.items.properties.part.type,parentSchema:schema32.properties.failures.items.properties.part,data:data24};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data23.why !== undefined){
let data25 = data23.why;
if(typeof data25 !== "string"){
const err64 = {instancePath:instancePath+"/guests/" + i0+"/failures/" + i1+"/why",schemaPath:"#/$defs/guest/properties/failures/items/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.failures.items.properties.why.type,parentSchema:schema32.properties.failures.items.properties.why,data:data25};
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
else {
const err65 = {instancePath:instancePath+"/guests/" + i0+"/failures/" + i1,schemaPath:"#/$defs/guest/properties/failures/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.failures.items.type,parentSchema:schema32.properties.failures.items,data:data23};
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
else {
const err66 = {instancePath:instancePath+"/guests/" + i0+"/failures",schemaPath:"#/$defs/guest/properties/failures/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.failures.type,parentSchema:schema32.properties.failures,data:data22};
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
else {
const err67 = {instancePath:instancePath+"/guests/" + i0,schemaPath:"#/$defs/guest/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data1};
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
else {
const err68 = {instancePath:instancePath+"/guests",schemaPath:"#/properties/guests/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.guests.type,parentSchema:schema31.properties.guests,data:data0};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.warnings !== undefined){
let data26 = data.warnings;
if(Array.isArray(data26)){
const len2 = data26.length;
for(let i2=0; i2<len2; i2++){
let data27 = data26[i2];
if(typeof data27 !== "string"){
const err69 = {instancePath:instancePath+"/warnings/" + i2,schemaPath:"#/properties/warnings/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.warnings.items.type,parentSchema:schema31.properties.warnings.items,data:data27};
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
else {
const err70 = {instancePath:instancePath+"/warnings",schemaPath:"#/properties/warnings/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.warnings.type,parentSchema:schema31.properties.warnings,data:data26};
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
else {
const err71 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

