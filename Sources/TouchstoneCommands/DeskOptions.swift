import AllianceNode
import ArgumentParser
import NodeAPI

/// How `serve` runs the desk port.
package struct DeskOptions: ParsableArguments {
    @Option(help: "Run a desk port too, here; 0 lets the system choose.")
    var deskPort: Int?
    @Option(
        help: ArgumentHelp(
            "The address it listens on; default that of the peer port.", valueName: "address"))
    var deskHost: String?
    @Option(
        help: ArgumentHelp(
            "A web certificate with its chain, as PEM; with --desk-key.", valueName: "file"),
        completion: .file())
    var deskCertificate: String?
    @Option(
        help: ArgumentHelp("The private key of the web certificate, as PEM.", valueName: "file"),
        completion: .file())
    var deskKey: String?
    @Option(
        help: ArgumentHelp(
            "The desk as the world reaches it, such as https://check.example; for links.",
            valueName: "url"))
    var deskURL: String?

    package init() {}

    package func validate() throws {
        guard let deskPort else {
            guard deskHost == nil, deskCertificate == nil, deskKey == nil, deskURL == nil else {
                throw ValidationError("the other --desk options need --desk-port")
            }
            return
        }
        guard (0...65_535).contains(deskPort) else {
            throw ValidationError("--desk-port is between 0 and 65535")
        }
        guard (deskCertificate == nil) == (deskKey == nil) else {
            throw ValidationError("--desk-certificate and --desk-key go together")
        }
        if let deskURL {
            let host = deskURL.dropFirst("https://".count)
            guard deskURL.hasPrefix("https://"), !host.isEmpty,
                host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"/?#@<>\"".utf8.contains($0) })
            else {
                throw ValidationError("--desk-url is https://host or https://host:port")
            }
        }
    }

    /// Nil where no desk port is wanted.
    func settings(defaultHost: String) -> DeskSettings? {
        guard let deskPort else { return nil }
        var files: WebCertificateFiles?
        if let deskCertificate, let deskKey {
            files = WebCertificateFiles(certificate: deskCertificate, key: deskKey)
        }
        return DeskSettings(
            address: .init(host: deskHost ?? defaultHost, port: deskPort),
            webCertificate: files, publicOrigin: deskURL)
    }
}
