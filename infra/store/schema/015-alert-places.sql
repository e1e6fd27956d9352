-- Whose an alert is: what may see it is asked by these. `concerned` are the people whom it names, by id or name: they see it whatever their department.
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS unit String DEFAULT '';
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS concerned Array(String) DEFAULT arrayFilter(name -> name != '', [JSONExtractString(body, 'owner'), JSONExtractString(body, 'impact', 'owner')]);
