import Foundation
import Synchronization

/// Ports for nodes whose addresses have to stand in a register before they listen.
///
/// They lie below those that the system gives to connections and to whoever binds port 0, so that none
/// of these takes one in between; and each is given once in a process.
package enum LoopbackPorts {
    private static let range = 20_000..<32_000
    private static let next = Mutex(Int.random(in: range))

    /// Ports of 127.0.0.1 on which nobody listens.
    package static func take(_ count: Int) -> [Int] {
        next.withLock { next in
            var ports: [Int] = []
            for _ in range where ports.count < count {
                next = next + 1 < range.upperBound ? next + 1 : range.lowerBound
                if isFree(next) { ports.append(next) }
            }
            precondition(ports.count == count, "no \(count) ports are free")
            return ports
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0
            }
        }
    }
}
