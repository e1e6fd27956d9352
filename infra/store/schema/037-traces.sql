-- The span (W3C traceparent) that published a mention, and the one that a delivery follows from: an alert links to the traces of its
-- mentions, and a notification belongs to the trace of its alert. '' = not traced.
ALTER TABLE mentions ADD COLUMN IF NOT EXISTS traceparent String CODEC(ZSTD(1));
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS traceparent String;
