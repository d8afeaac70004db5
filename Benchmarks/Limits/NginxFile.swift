import Credentials
import Foundation

/// nginx that serves one file of an answer's size out of the system's memory, behind the brand's
/// certificate and only to members of the alliance.
final class NginxFile {
    static let name = "answer"
    /// An answer: 1,024 bytes of text and a signature line.
    static let bytes = 1_170
    private static let programs = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"]

    let port: Int
    private let process = Process()

    /// Nil where nginx is not installed.
    init?(_ bench: Workbench) async throws {
        guard let program = Self.programs.first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        let certs = try await bench.peers().home(PeerAlliance.brand).certs
        let room = try bench.room("nginx")
        port = try FreePorts.take(1)[0]
        try Data(repeating: UInt8(ascii: "."), count: Self.bytes)
            .write(to: room.appending(path: Self.name))
        let configuration = room.appending(path: "nginx.conf")
        try Data(Self.configuration(room, certs, port).utf8).write(to: configuration)
        process.executableURL = URL(filePath: program)
        process.arguments = ["-p", room.path(), "-c", configuration.path(), "-e", "stderr"]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<500 where !Self.isListening(port) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    private static func configuration(_ room: URL, _ certs: CertsFolder, _ port: Int) -> String {
        // Workers of a root process would run as a user that cannot read the folder.
        let user = getuid() == 0 ? "user root;" : ""
        return """
            \(user)
            daemon off; worker_processes auto; pid \(room.path())/pid; error_log stderr error;
            events { worker_connections 512; }
            http {
                access_log off; sendfile on; tcp_nodelay on; open_file_cache max=10;
                keepalive_requests 1000000000;
                client_body_temp_path \(room.path())/body; proxy_temp_path \(room.path())/proxy;
                fastcgi_temp_path \(room.path())/fastcgi; uwsgi_temp_path \(room.path())/uwsgi;
                scgi_temp_path \(room.path())/scgi;
                server {
                    listen 127.0.0.1:\(port) ssl;
                    ssl_protocols TLSv1.3;
                    ssl_certificate \(certs.tlsCertificate);
                    ssl_certificate_key \(certs.tlsKey);
                    ssl_client_certificate \(certs.allianceCA);
                    ssl_verify_client on;
                    root \(room.path());
                }
            }
            """
    }

    static func isListening(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
