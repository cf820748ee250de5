export const tried = 1;
