-- A page counts the copies of 50 texts. With one false granule in 100 for each text, 40 granules in 100 would be read; with one in 100,000, one in 2,000. Three bytes a row.
ALTER TABLE mentions ADD INDEX IF NOT EXISTS fine_cluster_filter cluster TYPE bloom_filter(0.00001) GRANULARITY 1;
ALTER TABLE mentions DROP INDEX IF EXISTS cluster_filter;
-- In the background. Older parts are read in full until then.
ALTER TABLE mentions MATERIALIZE INDEX fine_cluster_filter;
