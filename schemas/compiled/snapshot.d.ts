import type { Validator } from './validator.js';
declare const validate: Validator;
export default validate;
