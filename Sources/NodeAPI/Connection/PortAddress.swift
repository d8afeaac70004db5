/// Where a port listens.
package struct PortAddress: Hashable, Sendable {
    /// A name or an address; IPv6 without brackets.
    package let host: String
    /// 0 lets the system choose one; who runs the port is told which.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension PortAddress: CustomStringConvertible {
    /// `host:port` as it stands in a URL: IPv6 in brackets (RFC 3986, section 3.2.2), the sign before its zone
    /// escaped (RFC 6874).
    package var description: String {
        host.contains(":")
            ? "[\(host.replacing("%", with: "%25"))]:\(port)" : "\(host):\(port)"
    }
}
