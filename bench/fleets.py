"""The same fleet as an inventory of pm and as the peers' inventory: each gateway has peers of its own, each with a forward and an HTTP route."""
import base64
import hashlib
import json


def key(name):
    return base64.b64encode(hashlib.sha256(name.encode()).digest()).decode()


def gateway(number):
    return f"gw{number}"


def peers_of(host, count):
    for n in range(count):
        yield {
            "name": f"peer-{host}-{n}",
            "public_key": key(f"peer {host} {n}"),
            "address": f"10.{20 + host}.{1 + n // 250}.{n % 250 + 2}",
            "forwarded_port": 20000 + n,
        }


def write_pm(path, hosts, peers, gateways_a_route=1):
    """An inventory of pm. With several gateways a route, a peer joins its own and the next ones."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("fleet: bench\nnetwork: { v4: 10.0.0.0/8 }\ndefaults: { edge: caddy, reconcile: 1d }\n\ngateways:\n")
        for h in range(1, hosts + 1):
            public = f"203.0.113.{10 + h}"
            out.write(f'  {gateway(h)}: {{ ssh: root@{public}, endpoint: "{public}:51820", address: 10.{20 + h}.0.1, publicKey: "{key(gateway(h))}" }}\n'
                      if gateways_a_route > 1 else
                      f'  {gateway(h)}: {{ ssh: root@{public}, endpoint: "{public}:51820", address: 10.{20 + h}.0.1 }}\n')
        out.write("\npeers:\n")
        rows = [(h, p) for h in range(1, hosts + 1) for p in peers_of(h, peers)]
        for h, peer in rows:
            via = ", ".join(gateway((h - 1 + i) % hosts + 1) for i in range(gateways_a_route))
            out.write(f'  {peer["name"]}: {{ address: {peer["address"]}, publicKey: "{peer["public_key"]}", via: [{via}],'
                      " services: { ssh: { port: 22 }, web: { port: 80 } } }\n")
        out.write("\nroutes:\n")
        for h, peer in rows:
            name = peer["name"]
            if gateways_a_route == 1:
                out.write(f"  {name}-ssh: {{ tcp: {peer['forwarded_port']}, to: {name}/ssh }}\n")
            out.write(f"  {name}-web: {{ http: {name}.example.com, tls: 'off', to: {name}/web }}\n")


def write_peers(path, hosts, peers, identity):
    """The inventory that Ansible reads as it is, and pyinfra by its inventory.py. Ports differ from pm's: both live on the same hosts."""
    group = {
        "hosts": {
            gateway(h): {"wg_private_key": key(f"host {h}"), "peers": [{**p, "forwarded_port": p["forwarded_port"] + 10000} for p in peers_of(h, peers)]}
            for h in range(1, hosts + 1)
        },
        "vars": {"ansible_user": "root", "ansible_ssh_private_key_file": identity, "wg_port": 51821},
    }
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"gateways": group}, out, indent=1)
