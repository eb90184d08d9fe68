// The thread beside the page that computes where there is no GPU, and what only f64 can.
import { serveCpuJobs } from './cpu-jobs.ts';

serveCpuJobs(self);
