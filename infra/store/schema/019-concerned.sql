-- People whom an alert itself names, by id or name: they see it whatever their department.
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS concerned Array(String) DEFAULT arrayFilter(name -> name != '', [JSONExtractString(body, 'owner'), JSONExtractString(body, 'impact', 'owner')]);
-- A department's silence is of the alerts that it acts on; the service team's of all that match.
ALTER TABLE silences ADD COLUMN IF NOT EXISTS acting_only Bool DEFAULT false;
