// Built from schemas/transcript-line.schema.json by `npm run build`.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"qgauge transcript line","description":"One line of a monitor transcript (docs/transcripts.md): the header, which is allowed only on the first line, or a message.","type":"object","if":{"type":"object","properties":{"format":true},"required":["format"]},"then":{"$ref":"#/$defs/header"},"else":{"$ref":"#/$defs/message"},"$defs":{"header":{"type":"object","properties":{"format":{"const":"qgauge-transcript"},"version":{"const":1},"recordedAt":{"description":"ISO 8601, UTC.","type":"string"},"recordedBy":{"description":"The program that recorded it.","type":"string"},"address":{"description":"The address of the monitor.","type":"string"},"redacted":{"type":"boolean"}},"required":["format","version"]},"message":{"type":"object","properties":{"from":{"enum":["client","qemu","agent"]},"at":{"description":"Milliseconds since the recording began.","type":"number","minimum":0},"line":{"description":"The message as it was on the wire, without the line end after it.","type":"string"},"ms":{"description":"Of a reply: milliseconds since its request.","type":"number","minimum":0},"note":{"description":"A remark for people.","type":"string"}},"required":["from","line"]}}};
const schema32 = {"type":"object","properties":{"format":{"const":"qgauge-transcript"},"version":{"const":1},"recordedAt":{"description":"ISO 8601, UTC.","type":"string"},"recordedBy":{"description":"The program that recorded it.","type":"string"},"address":{"description":"The address of the monitor.","type":"string"},"redacted":{"type":"boolean"}},"required":["format","version"]};
const schema33 = {"type":"object","properties":{"from":{"enum":["client","qemu","agent"]},"at":{"description":"Milliseconds since the recording began.","type":"number","minimum":0},"line":{"description":"The message as it was on the wire, without the line end after it.","type":"string"},"ms":{"description":"Of a reply: milliseconds since its request.","type":"number","minimum":0},"note":{"description":"A remark for people.","type":"string"}},"required":["from","line"]};

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
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(errors === _errs2){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.format === undefined) && (missing0 = "format")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.format === undefined){
const err3 = {instancePath,schemaPath:"#/$defs/header/required",keyword:"required",params:{missingProperty: "format"},message:"must have required property '"+"format"+"'",schema:schema32.required,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.version === undefined){
const err4 = {instancePath,schemaPath:"#/$defs/header/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema32.required,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.format !== undefined){
let data0 = data.format;
if("qgauge-transcript" !== data0){
const err5 = {instancePath:instancePath+"/format",schemaPath:"#/$defs/header/properties/format/const",keyword:"const",params:{allowedValue: "qgauge-transcript"},message:"must be equal to constant",schema:"qgauge-transcript",parentSchema:schema32.properties.format,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(1 !== data1){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/$defs/header/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema32.properties.version,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.recordedAt !== undefined){
let data2 = data.recordedAt;
if(typeof data2 !== "string"){
const err7 = {instancePath:instancePath+"/recordedAt",schemaPath:"#/$defs/header/properties/recordedAt/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.recordedAt.type,parentSchema:schema32.properties.recordedAt,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.recordedBy !== undefined){
let data3 = data.recordedBy;
if(typeof data3 !== "string"){
const err8 = {instancePath:instancePath+"/recordedBy",schemaPath:"#/$defs/header/properties/recordedBy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.recordedBy.type,parentSchema:schema32.properties.recordedBy,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.address !== undefined){
let data4 = data.address;
if(typeof data4 !== "string"){
const err9 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/header/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.address.type,parentSchema:schema32.properties.address,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.redacted !== undefined){
let data5 = data.redacted;
if(typeof data5 !== "boolean"){
const err10 = {instancePath:instancePath+"/redacted",schemaPath:"#/$defs/header/properties/redacted/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.redacted.type,parentSchema:schema32.properties.redacted,data:data5};
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
else {
const err11 = {instancePath,schemaPath:"#/$defs/header/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.format = true;
props0.version = true;
props0.recordedAt = true;
props0.recordedBy = true;
props0.address = true;
props0.redacted = true;
}
ifClause0 = "then";
}
else {
const _errs17 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.from === undefined){
const err12 = {instancePath,schemaPath:"#/$defs/message/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.line === undefined){
const err13 = {instancePath,schemaPath:"#/$defs/message/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.from !== undefined){
let data6 = data.from;
if(!(((data6 === "client") || (data6 === "qemu")) || (data6 === "agent"))){
const err14 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/message/properties/from/enum",keyword:"enum",params:{allowedValues: schema33.properties.from.enum},message:"must be equal to one of the allowed values",schema:schema33.properties.from.enum,parentSchema:schema33.properties.from,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.at !== undefined){
let data7 = data.at;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/message/properties/at/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.at,data:data7};
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
const err16 = {instancePath:instancePath+"/at",schemaPath:"#/$defs/message/properties/at/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema33.properties.at.type,parentSchema:schema33.properties.at,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.line !== undefined){
let data8 = data.line;
if(typeof data8 !== "string"){
const err17 = {instancePath:instancePath+"/line",schemaPath:"#/$defs/message/properties/line/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.line.type,parentSchema:schema33.properties.line,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.ms !== undefined){
let data9 = data.ms;
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/ms",schemaPath:"#/$defs/message/properties/ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.ms,data:data9};
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
const err19 = {instancePath:instancePath+"/ms",schemaPath:"#/$defs/message/properties/ms/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema33.properties.ms.type,parentSchema:schema33.properties.ms,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.note !== undefined){
let data10 = data.note;
if(typeof data10 !== "string"){
const err20 = {instancePath:instancePath+"/note",schemaPath:"#/$defs/message/properties/note/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.note.type,parentSchema:schema33.properties.note,data:data10};
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
const err21 = {instancePath,schemaPath:"#/$defs/message/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid0 = _errs17 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.from = true;
props0.at = true;
props0.line = true;
props0.ms = true;
props0.note = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err22 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema31.if,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate20.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate20.evaluated = {"dynamicProps":true,"dynamicItems":false};

