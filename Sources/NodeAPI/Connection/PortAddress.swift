/// Where a port listens.
package struct PortAddress: Hashable, Sendable {
    package let host: String
    /// 0 lets the system choose one; who runs the port is told which.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
