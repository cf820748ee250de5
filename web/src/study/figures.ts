/** Numbers as radiologists read them: one decimal, in the language of the page. */
export function decimal(value: number, language: string): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

export function ml(value: number, language: string): string {
  return `${decimal(value, language)} mL`;
}

export function percent(value: number, language: string): string {
  return `${decimal(value, language)} %`;
}

export function whole(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}
