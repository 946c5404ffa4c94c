"""The whole heap as tables of Arrow and Parquet. Needs pyarrow."""
