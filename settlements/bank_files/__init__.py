"""What banks read and write: credit transfers, statements. Pure; knows neither Django nor a database."""
