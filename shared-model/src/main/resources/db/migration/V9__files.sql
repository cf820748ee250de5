-- The files of the result that the client asks for, as its query named them; null is the default.
ALTER TABLE job ADD COLUMN files text;
