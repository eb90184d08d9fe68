// The words in numbers.

export const numbersText = {
  nan: 'not a number',
  million: (count: string) => `${count} million`,
  billion: (count: string) => `${count} billion`,
  milliseconds: (time: string) => `${time} ms`,
  seconds: (time: string) => `${time} s`,
} as const;
