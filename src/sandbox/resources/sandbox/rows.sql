INSERT INTO "${catalog}.sales".customers
SELECT n,
  ['Ada', 'Ben', 'Chloé', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jun'][(n * 7 + ${seed}) % 10 + 1] || ' '
    || ['Abe', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Haddad', 'Ito', 'Jansen', 'Kowalski'][(n * 3 + ${seed}) % 11 + 1],
  CASE WHEN n % 17 = 0 THEN NULL ELSE 'customer' || n || '@' || '${catalog}' || '.example' END,
  ['Berlin', 'Lyon', 'Osaka', 'Porto', 'Toronto', 'Zürich'][(n + ${seed}) % 6 + 1],
  ['DE', 'FR', 'JP', 'PT', 'CA', 'CH'][(n + ${seed}) % 6 + 1],
  TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_minutes((n * 997 + ${seed}) % 525600)
FROM range(1, 501) AS t(n);

INSERT INTO "${catalog}.sales".products
SELECT n,
  ['Lamp', 'Chair', 'Desk', 'Shelf', 'Rug', 'Clock'][n % 6 + 1] || ' No. ' || n,
  ['Light', 'Seat', 'Table', 'Storage', 'Floor', 'Wall'][n % 6 + 1],
  CAST(5 + (n * 1237 + ${seed} * 31) % 29500 / 100.0 AS DECIMAL(10,2))
FROM range(1, 61) AS t(n);

INSERT INTO "${catalog}.sales".order_items
SELECT o, l, p, CAST(1 + (o * 5 + l * 3 + ${seed}) % 4 AS INTEGER), price
FROM (SELECT o, CAST(l AS INTEGER) AS l, 1 + (o * 13 + l * 29 + ${seed}) % 60 AS p
      FROM range(1, 5001) AS a(o), range(1, 5) AS b(l) WHERE l <= 1 + (o * 11 + ${seed}) % 4)
JOIN "${catalog}.sales".products ON product_id = p
ORDER BY o, l;

INSERT INTO "${catalog}.sales".orders
SELECT o, 1 + (o * 37 + ${seed}) % 500,
  ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'delivered', 'delivered'][(o * 3 + ${seed}) % 7 + 1],
  CAST(total AS DECIMAL(12,2)),
  TIMESTAMPTZ '2025-01-01 00:00:00+00' + to_minutes(o * 104 + (o * 61 + ${seed}) % 97),
  CASE (o + ${seed}) % 9 WHEN 0 THEN 'Leave at the door' WHEN 4 THEN 'Call "before" 9:00' ELSE NULL END
FROM (SELECT order_id AS o, sum(quantity * unit_price) AS total FROM "${catalog}.sales".order_items GROUP BY order_id)
ORDER BY o;

DROP TABLE "${catalog}.flights".flights;

CREATE VIEW "${catalog}.flights".flights AS
SELECT * FROM read_parquet(${flights}) WHERE flight_id BETWEEN ${first} AND ${last};

INSERT INTO "${catalog}.flights".airports SELECT * FROM read_csv(${airports}, header = true);

INSERT INTO "${catalog}.hr".salaries
SELECT n, 'Employee ' || n, CAST(40000 + (n * 7919 + ${seed}) % 60000 AS DECIMAL(10,2)) FROM range(1, 41) AS t(n);

INSERT INTO "${catalog}.vault".ledger
SELECT n, CAST((n * 104729 + ${seed}) % 1000000 / 100.0 AS DECIMAL(18,4)) FROM range(1, 101) AS t(n);
