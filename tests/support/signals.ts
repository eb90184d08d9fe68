// The signals that a program can catch when another sends them: none on Windows, which ends the program unconditionally.

/** The cases of tests that interrupt a program, SIGINT first. */
export const CATCHABLE_SIGNALS: readonly NodeJS.Signals[] = process.platform === 'win32' ? [] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
