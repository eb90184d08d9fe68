// The headless command: arguments in, files out.
process.stderr.write('Usage: crease eval|render|info MODEL …\n');
process.exitCode = 2;
