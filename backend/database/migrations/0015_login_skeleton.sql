-- What a login looks like (UTS 39): two logins with the same look can't be told apart. '' until the program has worked it
-- out, which it does at the next start.

ALTER TABLE users ADD COLUMN login_skeleton {{key 255}} NOT NULL DEFAULT '';

CREATE INDEX users_by_skeleton ON users (login_skeleton);
