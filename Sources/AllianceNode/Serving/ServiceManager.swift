import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The service manager that started this process and waits to be told how it is, such as systemd.
///
/// Source: sd_notify(3): one datagram of `NAME=value` lines to the socket that `NOTIFY_SOCKET` names.
package struct ServiceManager: Sendable {
    /// A sign of life is expected at least as often; nil where none is.
    package let watchdog: Duration?
    private let socketPath: String

    /// Nil where nobody waits.
    package init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], path.utf8.count > 1,
            path.utf8.count < Self.pathBytesMax, path.hasPrefix("/") || path.hasPrefix("@")
        else { return nil }
        socketPath = path
        // Of the process that was started, not of what it starts.
        let isMeant = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        watchdog =
            isMeant
            ? environment["WATCHDOG_USEC"].flatMap(Int64.init).flatMap {
                $0 > 0 ? .microseconds($0) : nil
            } : nil
    }

    private static let pathBytesMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path)

    #if canImport(Glibc)
        private static let withoutWaiting = Int32(MSG_DONTWAIT)
    #else
        private static let withoutWaiting = MSG_DONTWAIT
    #endif

    /// Whoever does not take it is not waited for.
    package func tell(_ state: String) {
        #if canImport(Glibc)
            let socket = Glibc.socket(
                AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
            let socket = Darwin.socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        guard socket >= 0 else { return }
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socketPath.utf8)
        // The abstract namespace is written with an @ in place of the zero byte.
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path)! + name.count)
        let message = Array(state.utf8)
        _ = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(socket, message, message.count, Self.withoutWaiting, $0, length)
            }
        }
    }
}

/// Tells the service manager that this process still works, and when it ends.
struct ServiceManagerLink: Service {
    let manager: ServiceManager
    let calls: BlockingCalls

    func run() async throws {
        if let watchdog = manager.watchdog {
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    // Where all threads for databases hang, this one does too, and no sign is given.
                    _ = try? await calls.run {}
                    manager.tell("WATCHDOG=1")
                    do { try await Task.sleep(for: watchdog / 3) } catch { return }
                }
            }
        } else {
            try? await gracefulShutdown()
        }
        manager.tell("STOPPING=1")
    }
}
