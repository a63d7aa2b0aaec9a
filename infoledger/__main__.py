"""``python -m infoledger``."""

from infoledger.cli import main

if __name__ == "__main__":
    main()
