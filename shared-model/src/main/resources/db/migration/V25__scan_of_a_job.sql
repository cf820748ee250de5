-- What a list of jobs tells of each scan. See ADR 38.
ALTER TABLE job
    -- The day of the scan, of which the client or the scan's header told.
    ADD COLUMN acquired_on    date,
    ADD COLUMN opacity_ml     double precision,
    ADD COLUMN burden_percent double precision;

-- Patterns read the stored result, because a cast to json would let no job end whose result is no JSON; none of them takes
-- a number or a day that a cast refuses.
CREATE FUNCTION result_pneumonia(result text, field text) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT CAST(substring(result from
        '"' || field || '"\s*:\s*\{[^{}]*"pneumonia"\s*:\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*[,}]') AS double precision)
$$;

-- Follows the stored result, whichever version of a worker wrote it and whoever exchanges it.
CREATE FUNCTION job_scan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parts text[];
    day   date;
BEGIN
    NEW.opacity_ml := result_pneumonia(NEW.result, 'volumesMl');
    NEW.burden_percent := result_pneumonia(NEW.result, 'burdenPercent');
    IF NEW.deleted_at IS NOT NULL OR NEW.expired_at IS NOT NULL THEN
        NEW.acquired_on := NULL;
    ELSIF NEW.acquired_on IS NULL THEN
        parts := regexp_match(NEW.result, '"acquiredOn"\s*:\s*"([1-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"');
        day := make_date(CAST(parts[1] AS integer), CAST(parts[2] AS integer), 1) + (CAST(parts[3] AS integer) - 1);
        -- the 31st of a shorter month would be a day of the next
        NEW.acquired_on := CASE WHEN extract(month FROM day) = CAST(parts[2] AS integer) THEN day END;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER job_scan_known BEFORE INSERT ON job
    FOR EACH ROW WHEN (NEW.result IS NOT NULL) EXECUTE FUNCTION job_scan();
CREATE TRIGGER job_scan BEFORE UPDATE OF result ON job FOR EACH ROW EXECUTE FUNCTION job_scan();
