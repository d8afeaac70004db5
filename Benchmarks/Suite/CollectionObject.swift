/// Single objects of a collection by their names, over mutual TLS.
enum CollectionObject {
    static let name = "taxii.object"
    static let wanted = 60.0
    /// Requests for each that OpenTAXII is asked, which takes its time.
    private static let share = 20

    static func run(_ bench: Workbench) async throws -> Figure {
        let load = try await bench.collections()
        // Pages of the file come from the disk with the first.
        _ = try await load.single(bench.calls, share: share)
        let single = try await load.single(bench.calls * 20, share: share)
        return PeerRatio.figure(
            name, "requests/s", single.node, single.openTAXII, wanted: wanted,
            remarks: [
                "\(CollectionLoad.connections) connections; " + single.node.result.latencies.remark
            ])
    }
}
