// The page's composition root: the only file that knows both the interface and the GPU.
export {};
