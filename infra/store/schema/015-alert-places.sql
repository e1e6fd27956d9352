-- Columns for visibility. `concerned`: ids or names of people the alert names, who see it whatever their department.
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS unit String DEFAULT '';
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS concerned Array(String) DEFAULT arrayFilter(name -> name != '', [JSONExtractString(body, 'owner'), JSONExtractString(body, 'impact', 'owner')]);
