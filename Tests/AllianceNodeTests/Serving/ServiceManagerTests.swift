import AllianceNode
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc

    @Suite struct ServiceManagerTests {
        /// What arrives at a socket while `body` runs; each is one datagram.
        private func received(
            _ environment: [String: String], abstract: Bool = false,
            _ body: (ServiceManager) -> Void
        ) throws -> String? {
            let name = "/tmp/touchstone-\(UUID().uuidString)"
            let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            try #require(socket >= 0)
            defer {
                close(socket)
                unlink(name)
            }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var bytes = Array(name.utf8)
            if abstract { bytes[0] = 0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let length = socklen_t(2 + bytes.count)
            let bound = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
            }
            try #require(bound == 0)
            var environment = environment
            environment["NOTIFY_SOCKET"] = abstract ? "@" + name.dropFirst() : name
            body(try #require(ServiceManager(environment: environment)))
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
        }

        @Test("is told over its socket, also one without a file", arguments: [false, true])
        func told(abstract: Bool) throws {
            let text = try received([:], abstract: abstract) { $0.tell("READY=1") }
            #expect(text == "READY=1")
        }

        @Test("where nobody waits, or the socket is nonsense, nobody is told")
        func nobody() {
            #expect(ServiceManager(environment: [:]) == nil)
            for path in ["", "/", "relative", "/" + String(repeating: "x", count: 200)] {
                #expect(ServiceManager(environment: ["NOTIFY_SOCKET": path]) == nil, "\(path)")
            }
            // A manager that has gone is not waited for.
            ServiceManager(environment: ["NOTIFY_SOCKET": "/nonexistent"])?.tell("READY=1")
        }

        @Test("a sign of life is due as often as the manager says, of the process that it means")
        func watchdog() {
            func watchdog(_ more: [String: String]) -> Duration? {
                ServiceManager(
                    environment: more.merging(["NOTIFY_SOCKET": "/run/x"]) { $1 })?.watchdog
            }
            #expect(watchdog([:]) == nil)
            #expect(watchdog(["WATCHDOG_USEC": "3000000"]) == .seconds(3))
            #expect(
                watchdog(["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "\(getpid())"])
                    == .seconds(3))
            #expect(watchdog(["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"]) == nil)
            #expect(watchdog(["WATCHDOG_USEC": "0"]) == nil)
        }
    }
#endif
