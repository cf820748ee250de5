-- The series of the upload that the client asks for, and those that it may choose (JSON) when the choice was the fault.
ALTER TABLE job
    ADD COLUMN series_instance_uid text,
    ADD COLUMN error_candidates text;
