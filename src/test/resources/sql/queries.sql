SELECT 1

select * from main.sales.orders limit 10;

SELECT o.order_id, sum(o.amount) AS total FROM main.sales.orders o JOIN main.sales.customers c ON o.customer_id = c.id WHERE o.day >= :since GROUP BY ALL HAVING sum(o.amount) > 100 ORDER BY total DESC NULLS LAST LIMIT 100 OFFSET 20

WITH recent AS (SELECT * FROM orders WHERE day > current_date() - INTERVAL 7 DAYS), best (id, total) AS (SELECT id, sum(amount) FROM recent GROUP BY id) SELECT * FROM best

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT * FROM n

(SELECT 1) UNION ALL (SELECT 2) EXCEPT SELECT 3

VALUES (1, 'a'), (2, 'b')

TABLE main.sales.orders

FROM main.sales.orders SELECT order_id WHERE amount > 10

FROM main.sales.orders |> WHERE amount > 10 |> AGGREGATE sum(amount) AS total GROUP BY region |> ORDER BY total DESC |> LIMIT 3

SELECT `select`, `drop table` FROM `main`.`odd schema`.`insert into` WHERE `a``b` = 1

SELECT 'INSERT INTO t VALUES (1); DROP TABLE t' AS text, "DELETE FROM t" AS more

SELECT 'it''s', 'it\'s; DROP TABLE t', r'C:\new', "say \"x\""

SELECT /* INSERT INTO t */ 1 -- ; DROP TABLE t

/* outer /* inner; DELETE FROM t */ still outer */ SELECT 1

SELECT /*+ BROADCAST(c), REPARTITION(3) */ * FROM orders JOIN customers c USING (id)

SELECT * FROM IDENTIFIER(:table) WHERE IDENTIFIER(:column) = :value

SELECT * FROM orders VERSION AS OF 12

SELECT * FROM orders TIMESTAMP AS OF '2024-01-01T00:00:00Z'

SELECT * FROM orders TABLESAMPLE (10 PERCENT) REPEATABLE (42)

SELECT id, row_number() OVER (PARTITION BY region ORDER BY day) AS n FROM orders QUALIFY n = 1

SELECT sum(amount) FILTER (WHERE region = 'EU') OVER w FROM orders WINDOW w AS (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)

SELECT * FROM (SELECT region, quarter, amount FROM sales) PIVOT (sum(amount) AS total FOR quarter IN (1 AS q1, 2 AS q2))

SELECT * FROM sales UNPIVOT (amount FOR quarter IN (q1, q2, q3))

SELECT id, item FROM orders LATERAL VIEW OUTER explode(items) exploded AS item

SELECT o.id, t.tag FROM orders o, LATERAL (SELECT explode(o.tags) AS tag) t

SELECT raw:customer.name::string, raw:items[0].price, raw:['odd key'] FROM events

SELECT transform(items, x -> x.price * 1.2), aggregate(items, 0, (a, x) -> a + x.n) FROM orders

SELECT CAST(a AS DECIMAL(10, 2)), try_cast(b AS ARRAY<MAP<STRING, STRUCT<x: INT, y: BIGINT>>>), a::date FROM t

SELECT CASE WHEN a > 1 THEN 'x' WHEN a IS NULL THEN 'y' ELSE 'z' END, CASE b WHEN 1 THEN 2 END FROM t

SELECT * EXCEPT (secret_column) FROM t

SELECT region, grouping_id() FROM t GROUP BY GROUPING SETS ((region), ()) ORDER BY ALL

SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id) AND b NOT IN (SELECT id FROM v) AND c LIKE ANY ('a%', 'b%')

SELECT count(DISTINCT a), percentile_cont(0.5) WITHIN GROUP (ORDER BY b) FROM t

SELECT * FROM range(10) AS r(i) CROSS JOIN explode(array(1, 2)) AS e(x)

SELECT * FROM read_files('/Volumes/main/landing/in/*.csv', format => 'csv', header => true)

SELECT * FROM csv.`/Volumes/main/landing/in/orders.csv`

SELECT * FROM table_changes('main.sales.orders', 2, 5)

SELECT ai_classify(text, ARRAY('good', 'bad')) FROM reviews

SELECT replace(a, 'x', 'y'), insert('abc', 1, 1, 'z'), left(a, 2), date_add(day, 1), http_requests FROM access_log

SELECT a.update, a.delete, set, merge FROM a

SELECT DATE '2024-01-01' + INTERVAL '1-2' YEAR TO MONTH, TIMESTAMP '2024-01-01 00:00:00', X'1F', 1.5e3, 10BD

SELECT * FROM a LEFT ANTI JOIN b ON a.id = b.id NATURAL JOIN c

SHOW TABLES IN main.sales LIKE 'ord*'

SHOW CATALOGS

SHOW SCHEMAS IN main

SHOW COLUMNS IN main.sales.orders

SHOW CREATE TABLE main.sales.orders

SHOW GRANTS ON TABLE main.sales.orders

SHOW GRANTS `someone@example.com` ON SCHEMA main.sales

SHOW VOLUMES IN main.landing

SHOW EXTERNAL LOCATIONS

SHOW TBLPROPERTIES main.sales.orders ('delta.minReaderVersion')

DESCRIBE TABLE EXTENDED main.sales.orders

DESC main.sales.orders amount

DESCRIBE HISTORY main.sales.orders

DESCRIBE DETAIL '/Volumes/main/landing/orders'

DESCRIBE VOLUME main.landing.files

DESCRIBE CATALOG EXTENDED main

DESCRIBE FUNCTION EXTENDED main.sales.tax

DESCRIBE QUERY SELECT * FROM t

EXPLAIN FORMATTED SELECT * FROM t

LIST '/Volumes/main/landing/files' LIMIT 10
