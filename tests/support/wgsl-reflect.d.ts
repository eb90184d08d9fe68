// wgsl_reflect's entry for Node is CommonJS in a package that says it is not; its module, which works, comes without types.
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export * from 'wgsl_reflect';
}
