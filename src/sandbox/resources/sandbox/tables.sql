CREATE SCHEMA ${catalog}.default COMMENT 'Default schema';
CREATE SCHEMA ${catalog}.sales COMMENT 'Orders of the web shop';
CREATE SCHEMA ${catalog}.flights COMMENT 'Flights in the United States, 2001';
CREATE SCHEMA ${catalog}.scratch COMMENT 'Tables of your own';
CREATE SCHEMA ${catalog}.hr COMMENT 'People';
CREATE SCHEMA ${catalog}.vault COMMENT 'Finance';

CREATE TABLE ${catalog}.sales.customers (
  customer_id BIGINT NOT NULL COMMENT 'Key',
  name STRING NOT NULL,
  email STRING,
  city STRING,
  country STRING,
  created_at TIMESTAMP NOT NULL,
  CONSTRAINT customers_pk PRIMARY KEY (customer_id)
) COMMENT 'Who buys';

CREATE TABLE ${catalog}.sales.products (
  product_id BIGINT NOT NULL,
  name STRING NOT NULL,
  category STRING NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  CONSTRAINT products_pk PRIMARY KEY (product_id)
) COMMENT 'What is sold';

CREATE TABLE ${catalog}.sales.orders (
  order_id BIGINT NOT NULL COMMENT 'Key',
  customer_id BIGINT NOT NULL COMMENT 'Who ordered',
  status STRING NOT NULL COMMENT 'pending, paid, shipped, delivered or cancelled',
  total_amount DECIMAL(12,2) NOT NULL COMMENT 'Sum of its items',
  created_at TIMESTAMP NOT NULL,
  note STRING,
  CONSTRAINT orders_pk PRIMARY KEY (order_id),
  CONSTRAINT orders_customers_fk FOREIGN KEY (customer_id) REFERENCES ${catalog}.sales.customers (customer_id)
) COMMENT 'Orders of the web shop';

CREATE TABLE ${catalog}.sales.order_items (
  order_id BIGINT NOT NULL,
  line_number INT NOT NULL,
  product_id BIGINT NOT NULL,
  quantity INT NOT NULL,
  unit_price DECIMAL(10,2) NOT NULL,
  CONSTRAINT order_items_pk PRIMARY KEY (order_id, line_number),
  CONSTRAINT order_items_orders_fk FOREIGN KEY (order_id) REFERENCES ${catalog}.sales.orders (order_id),
  CONSTRAINT order_items_products_fk FOREIGN KEY (product_id) REFERENCES ${catalog}.sales.products (product_id)
) COMMENT 'Lines of orders';

CREATE TABLE ${catalog}.flights.airports (
  iata STRING NOT NULL COMMENT 'Code',
  name STRING,
  city STRING,
  state STRING,
  country STRING,
  latitude DOUBLE,
  longitude DOUBLE,
  CONSTRAINT airports_pk PRIMARY KEY (iata)
) COMMENT 'Airports of the flights';

CREATE TABLE ${catalog}.flights.flights (
  flight_id BIGINT NOT NULL COMMENT 'Counts up with the departure',
  departed_at TIMESTAMP NOT NULL COMMENT 'Local time of the origin, as if it were UTC',
  delay_minutes INT NOT NULL COMMENT 'Negative when early',
  distance_miles INT NOT NULL,
  origin STRING NOT NULL,
  destination STRING NOT NULL,
  CONSTRAINT flights_pk PRIMARY KEY (flight_id),
  CONSTRAINT flights_origin_fk FOREIGN KEY (origin) REFERENCES ${catalog}.flights.airports (iata),
  CONSTRAINT flights_destination_fk FOREIGN KEY (destination) REFERENCES ${catalog}.flights.airports (iata)
) COMMENT 'Domestic flights, January to June 2001. Read only';

CREATE TABLE ${catalog}.hr.salaries (
  employee_id BIGINT NOT NULL,
  name STRING NOT NULL,
  salary DECIMAL(10,2) NOT NULL,
  CONSTRAINT salaries_pk PRIMARY KEY (employee_id)
) COMMENT 'What people earn';

CREATE TABLE ${catalog}.vault.ledger (
  entry_id BIGINT NOT NULL,
  amount DECIMAL(18,4) NOT NULL,
  CONSTRAINT ledger_pk PRIMARY KEY (entry_id)
) COMMENT 'The books';
