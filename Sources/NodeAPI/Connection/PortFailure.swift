import Glibc
import NIOCore
import Synchronization

/// A port of the node that took no connections: which, where, and why not.
package struct PortFailure: Error, CustomStringConvertible {
    package enum Port: Sendable {
        case peer, desk
    }

    package let port: Port
    package let address: PortAddress
    package let reason: any Error

    /// In the system's words, without those of the library that asked it.
    package var cause: String {
        (reason as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(reason)"
    }

    package var description: String { "cannot listen at \(address): \(cause)" }
}

/// Tells what fails before a port takes connections, which is its address's fault, from what fails later.
final class PortOpening: Sendable {
    private let port: PortFailure.Port
    private let address: PortAddress
    private let isOpen = Mutex(false)

    init(_ port: PortFailure.Port, at address: PortAddress) {
        self.port = port
        self.address = address
    }

    /// Connections are taken.
    func opened() { isOpen.withLock { $0 = true } }

    /// Runs what opens the port and serves.
    /// - Throws: `PortFailure`, unless it was open; and what ends a port that was.
    func run(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as CancellationError {
            throw error
        } catch {
            guard isOpen.withLock({ $0 }) else {
                throw PortFailure(port: port, address: address, reason: error)
            }
            throw error
        }
    }
}
