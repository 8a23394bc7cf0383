#!/usr/bin/env bash
# Shows the whole fleet at work with Docker: builds the images, starts one API and five consumers, has them scrape the demo's
# articles through the published port, kills a consumer in the middle, waits until everything has ended, and takes all of it
# down again. Where an image cannot be pulled, a stand-in is built from Debian's packages and a JDK of this machine; it is
# tagged only as long as the script runs. Needs docker, docker-compose, curl and python3; for stand-ins also debootstrap and root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

consumers=${CONSUMERS:-5}
export API_PORT=${API_PORT:-8000}
export COMPOSE_PROJECT_NAME=gleaner-demo
work=$(mktemp -d)
tagged=()
site=
export DOCKER_BUILDKIT=0 COMPOSE_DOCKER_CLI_BUILD=0
if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi

say() { printf '== %s\n' "$*"; }

finish() {
    code=$?
    trap - EXIT
    [ "$code" -eq 0 ] || "${compose[@]}" logs --tail=40 || true
    "${compose[@]}" down --volumes --timeout 30 >/dev/null 2>&1 || true
    docker image rm -f gleaner-api gleaner-consumer >/dev/null 2>&1 || true
    for image in "${tagged[@]+"${tagged[@]}"}"; do docker image rm -f "$image" >/dev/null 2>&1 || true; done
    [ -z "$site" ] || kill "$site" 2>/dev/null || true
    rm -rf "$work"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

# ---- Images --------------------------------------------------------------------------------------------------------

have() { docker image inspect "$1" >/dev/null 2>&1 || timeout "${PULL_TIMEOUT:-60}" docker pull -q "$1" >/dev/null 2>&1; }

# Debian with what all stand-ins need, made once per run.
base() {
    docker image inspect gleaner-stand-in:base >/dev/null 2>&1 && return
    say 'Building a base for stand-ins (debootstrap)'
    debootstrap --variant=minbase --include=ca-certificates,redis-server,curl bookworm "$work/root" >"$work/debootstrap.log"
    # A network that needs an authority of its own needs it in here, too: in the stand-in only, never in the product's images.
    cp /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
    tagged+=(gleaner-stand-in:base)
    tar -C "$work/root" -c . | docker import - gleaner-stand-in:base >/dev/null
    rm -rf "$work/root"
}

stand_in() {
    name=$1
    shift
    say "$name cannot be had here; building a stand-in"
    # Noted first: a signal is heard only after the build, when the tag is there already.
    tagged+=("$name")
    docker build -q -t "$name" "$@" >/dev/null
}

javas=()
for image in eclipse-temurin:25-jdk eclipse-temurin:25-jre; do
    have "$image" || javas+=("$image")
done
if [ "${#javas[@]}" -gt 0 ]; then
    base
    . .mvn/find-java.sh
    compiler=yes
    find_java
    mkdir "$work/jdk"
    cp -aL "$jdk" "$work/jdk/java"
    printf 'FROM gleaner-stand-in:base\nCOPY java /opt/java\nENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8\n' >"$work/jdk/Dockerfile"
    # Only what is missing: an image that is there stays what it is.
    for image in "${javas[@]}"; do stand_in "$image" "$work/jdk"; done
    rm -rf "$work/jdk"
fi
if ! have redis:8-alpine; then
    base
    mkdir "$work/redis"
    printf 'FROM gleaner-stand-in:base\nRUN mkdir -p /data\nWORKDIR /data\nENTRYPOINT ["/bin/sh","-c","exec \\"$@\\" --bind 0.0.0.0 --protected-mode no --dir /data","-"]\n' >"$work/redis/Dockerfile"
    stand_in redis:8-alpine "$work/redis"
fi
if ! have mongo:8; then
    # The embedded MongoDB behind the name of the real one: it shows the fleet, not MongoDB.
    ./mvnw -q -B -ntp -pl embedded -am package -Dmaven.test.skip=true -Dspotless.check.skip=true
    mkdir "$work/mongo"
    ./mvnw -q -B -ntp -pl embedded -am dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$work/mongo/lib" \
        -Dmdep.useBaseVersion=true
    cp embedded/target/gleaner-embedded-*.jar "$work/mongo/lib/"
    cat >"$work/mongo/Stand.java" <<'JAVA'
public final class Stand {
    public static void main(String[] arguments) throws Exception {
        var server = new de.bwaldvogel.mongo.MongoServer(new de.bwaldvogel.mongo.backend.memory.MemoryBackend());
        server.bind("0.0.0.0", 27017);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        Thread.currentThread().join();
    }
}
JAVA
    printf 'FROM eclipse-temurin:25-jdk\nCOPY lib /lib-mongo\nCOPY Stand.java /Stand.java\nRUN printf "#!/bin/bash\\nexec 3<>/dev/tcp/127.0.0.1/27017\\n" >/usr/bin/mongosh && chmod +x /usr/bin/mongosh\nENTRYPOINT ["java","-cp","/lib-mongo/*","/Stand.java"]\n' >"$work/mongo/Dockerfile"
    stand_in mongo:8 "$work/mongo"
    rm -rf "$work/mongo"
fi

# ---- The demo's articles, served to the containers -------------------------------------------------------------------

say 'Building the images of Gleaner'
"${compose[@]}" build >"$work/build.log" 2>&1 || { tail -40 "$work/build.log"; exit 1; }

# The address of this machine as containers see it; older engines tell only the network that it is the first of.
gateway=$(docker network inspect bridge --format '{{(index .IPAM.Config 0).Gateway}}')
[ -n "$gateway" ] || gateway=$(docker network inspect bridge --format '{{(index .IPAM.Config 0).Subnet}}' | sed 's|0/.*|1|')
site_port=${SITE_PORT:-18099}
python3 - "$gateway" "$site_port" standalone/src/main/resources/demo >"$work/site.log" 2>&1 <<'PYTHON' &
import http.server, pathlib, sys, time
# What says that it is not there is no article, whatever its status.
pages = sorted(page for page in pathlib.Path(sys.argv[3]).rglob("*.html") if page.name != "not-found.html")
class Site(http.server.BaseHTTPRequestHandler):
    """Every number is an article: the demo's pages over and over, slow enough to be interrupted."""
    def do_GET(self):
        part = self.path.strip("/").split("/")[-1]
        if not part.isdigit():
            self.send_error(404)
            return
        time.sleep(0.3)
        body = pages[int(part) % len(pages)].read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Site).serve_forever()
PYTHON
site=$!

# ---- The run ---------------------------------------------------------------------------------------------------------

export SCRAPE_ALLOWED_HOSTS=$gateway:$site_port HOST_MAX_CONCURRENT=64
say "Starting the fleet with $consumers consumers"
began=$SECONDS
"${compose[@]}" up -d --scale consumer="$consumers" >"$work/up.log" 2>&1 || { cat "$work/up.log"; exit 1; }
api=http://127.0.0.1:$API_PORT
for _ in $(seq 240); do
    curl -sf "$api/health/ready" >"$work/ready" && break
    sleep 1
done
cat "$work/ready" && echo
[ -s "$work/ready" ]
say "Ready after $((SECONDS - began)) s"
"${compose[@]}" ps

say 'Published ports (only the API, only on loopback)'
docker ps --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --format '{{.Names}} {{.Ports}}'
if docker ps --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --format '{{.Ports}}' |
    grep -E '(0\.0\.0\.0|:::|\[::\])' ; then
    echo 'A port is published beyond loopback'
    exit 1
fi

total=400
body=$(for i in $(seq "$total"); do printf '{"url":"http://%s:%s/article/%d","source":"demo"}\n' "$gateway" "$site_port" "$i"; done | paste -sd, -)
answer=$(curl -s "$api/jobs/submit" -H 'Content-Type: application/json' -d "{\"articles\":[$body]}")
echo "$answer"
job=$(printf '%s' "$answer" | sed -n 's/.*"job_id":"\([^"]*\)".*/\1/p')

status() { curl -sf "$api/jobs/$job/status"; }
number() { printf '%s' "$1" | sed -n "s/.*\"$2\":\([0-9]*\).*/\1/p"; }
victim=
for _ in $(seq 240); do
    now=$(status)
    if [ -z "$victim" ] && [ "$(number "$now" completed)" -gt 40 ]; then
        victim=$(docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" \
            --filter 'label=com.docker.compose.service=consumer' | head -1)
        say "Killing consumer $victim at: $now"
        docker kill "$victim" >/dev/null
    fi
    [ "$(number "$now" pending)" -eq 0 ] && break
    sleep 0.5
done
say 'The end'
status
echo
if [ -z "$victim" ]; then
    echo 'All had ended before a consumer could be killed'
    exit 1
fi
if [ "$(number "$(status)" completed)" -ne "$total" ]; then
    echo 'These did not end well:'
    curl -s "$api/jobs/$job/articles?status=FAILED&limit=1000"
    exit 1
fi
say "All $total articles ended well although a consumer was killed"
