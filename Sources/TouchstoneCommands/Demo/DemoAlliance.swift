import AllianceNames
import Foundation
import TAXII

/// Founds the demo's alliance in a folder, with the commands that anybody would use, and keeps its
/// nodes.
final class DemoAlliance {
    static let name = "alliance.example"

    let home: URL
    let nodes: [DemoNode]

    init(home: URL, firstPort: Int?) throws {
        self.home = home
        let cast = DemoMember.all
        let ports =
            try firstPort.map { first in cast.indices.map { first + $0 } }
            ?? DemoPorts.free(cast.count)
        nodes = zip(cast, ports).map { member, port in
            DemoNode(
                member: member,
                home: home.appending(path: member.id, directoryHint: .isDirectory), port: port,
                deskPort: firstPort == nil ? 0 : port + cast.count)
        }
    }

    func node(_ member: DemoMember) -> DemoNode {
        guard let node = nodes.first(where: { $0.member.id == member.id }) else {
            preconditionFailure("\(member.id) is not in the cast")
        }
        return node
    }

    var brands: [DemoNode] { DemoMember.brands.map(node) }

    func found() throws {
        let authority = home.appending(path: "authority", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try DemoProcess.output(of: [
            "alliance", "init", "--home", authority.path(), "--alliance", Self.name,
        ])
        for node in nodes {
            let member = node.member
            try DemoProcess.output(
                of: [
                    "member", "init", "--home", node.home.path(), "--alliance", Self.name,
                    "--member", member.id, "--name", member.name, "--role", member.role,
                    "--endpoint", node.endpoint,
                ] + member.prefixes.flatMap { ["--prefix", $0] }
                    + member.channels.flatMap { ["--channel", $0] })
            try DemoProcess.output(
                of: [
                    "alliance", "admit", "--home", authority.path(),
                    node.home.appending(path: "peers/\(member.id).json").path(),
                    "--deliver", node.home.path(),
                ] + member.channels.flatMap { ["--channel", $0] }
                    + (DemoMember.witnesses.contains { $0.id == member.id } ? ["--witness"] : []))
        }
        // The hub starts with the whole register, so that it can lead others through its versions; everybody else learns it from the hub.
        let peers = authority.appending(path: "peers", directoryHint: .isDirectory)
        for name in try FileManager.default.contentsOfDirectory(atPath: peers.path())
        where name.hasSuffix(".note") {
            try Data(contentsOf: peers.appending(path: name))
                .write(to: node(.hub).home.appending(path: "peers/\(name)"))
        }
    }

    func start() throws {
        let hub = node(.hub)
        try DemoMarketplace(hub).setUp(at: hub)
        for node in nodes { try node.start() }
    }

    func stop() {
        for node in nodes.reversed() { node.stop() }
    }

    /// The channel of all members, at the first node that has a desk port.
    private func taxiiCollection() throws -> String? {
        guard let desk = nodes.compactMap(\.deskURL).first else { return nil }
        let alliance = try AllianceID(parsing: Self.name)
        let collection = ObjectCollection(
            alliance: alliance, channel: .alliance, canRead: true, canWrite: true)
        return "\(desk)/taxii2/\(alliance)/collections/\(collection.id)/"
    }

    /// `demo.json`: what runs where, and the files to talk to each node as its member.
    func describe() throws {
        struct Description: Encodable {
            struct Node: Encodable {
                let member: String
                let role: String
                let home: String
                let pid: Int32?
                let peerURL: String
                let deskURL: String?
                let consoleURL: String?
                let certificate: String
                let key: String
                let ca: String
            }
            let version = 1
            let nodes: [Node]
            /// A collection that the first node's member reads and writes, as TAXII 2.1 has them.
            let taxiiCollection: String?
            /// Where notices may be posted to by webhook.
            let webhookHost: String
        }
        let description = Description(
            nodes: nodes.map { node in
                let certs = node.home.appending(path: "certs", directoryHint: .isDirectory)
                return .init(
                    member: node.member.id, role: node.member.role, home: node.home.path(),
                    pid: node.processID, peerURL: node.endpoint, deskURL: node.deskURL,
                    consoleURL: node.consoleURL,
                    certificate: certs.appending(path: "tls.pem").path(),
                    key: certs.appending(path: "tls.key").path(),
                    ca: certs.appending(path: "alliance-ca.pem").path())
            }, taxiiCollection: try taxiiCollection(),
            webhookHost: DemoNode.webhookHost)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(description).write(to: home.appending(path: "demo.json"))
    }
}
