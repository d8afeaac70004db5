/// STIX indicators posted to a collection over mutual TLS: each a report, signed and durable before the
/// answer, while another member's node follows and verifies them; beside OpenTAXII, which signs nothing.
enum CollectionPost {
    static let name = "taxii.post"
    /// Times OpenTAXII.
    static let wanted = 20.0

    static func run(_ bench: Workbench) async throws -> Figure {
        let load = try await bench.collections()
        let measured = try await Measured.of { try await load.post() }
        let posted = measured.result
        return PeerRatio.figure(
            name, "objects/s", posted.node, posted.openTAXII, wanted: wanted,
            remarks: [
                "\(load.objects) objects, \(CollectionLoad.objectsPerPost) a request; "
                    + posted.node.result.latencies.remark,
                "another member's node had verified and merged all "
                    + "\(Figure.rounded(posted.secondsToFollow)) s after the last answer",
            ])
    }
}
