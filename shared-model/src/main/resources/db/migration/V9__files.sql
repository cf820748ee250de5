-- The files of the result that the client asks for: "all", or their names with commas between them; null is the default.
ALTER TABLE job ADD COLUMN files text;
