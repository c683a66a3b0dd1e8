import json
import os

with open(os.environ["INVENTORY"], encoding="utf-8") as f:
    _group = json.load(f)["gateways"]

_shared = {
    "wg_port": _group["vars"]["wg_port"],
    "ssh_user": _group["vars"]["ansible_user"],
    "ssh_key": _group["vars"]["ansible_ssh_private_key_file"],
    "ssh_config_file": os.environ["SSH_CONFIG"],
}

gateways = (list(_group["hosts"].items()), _shared)
