-- The three login roles of one service on a PostgreSQL of its own, run once by the image's entry point when the data
-- folder is new: `owner` migrates, `app` answers HTTP, `worker` consumes and publishes. None is a superuser.
-- The same as doorstroom_common.database.provision makes; a test holds the two equal.
\getenv service POSTGRES_DB
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv worker_password WORKER_PASSWORD
\set owner :service '_owner'
\set app :service '_app'
\set worker :service '_worker'

CREATE ROLE doorstroom_app NOLOGIN;
CREATE ROLE doorstroom_worker NOLOGIN;
CREATE ROLE :"owner" LOGIN NOBYPASSRLS NOSUPERUSER PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN NOBYPASSRLS NOSUPERUSER PASSWORD :'app_password' IN ROLE doorstroom_app;
CREATE ROLE :"worker" LOGIN NOBYPASSRLS NOSUPERUSER PASSWORD :'worker_password' IN ROLE doorstroom_worker;

ALTER DATABASE :"service" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"app", :"worker";
