-- Whose an alert is: what may see it is asked by these.
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS unit String DEFAULT '';
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS owner String DEFAULT JSONExtractString(body, 'owner');
