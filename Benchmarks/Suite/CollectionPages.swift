/// All objects of a collection over mutual TLS, page by page, each asked for when the one before is there.
enum CollectionPages {
    static let name = "taxii.pages"
    static let wanted = 5.0

    static func run(_ bench: Workbench) async throws -> Figure {
        let load = try await bench.collections()
        let pages = try await load.pages()
        return PeerRatio.figure(
            name, "objects/s", pages.node, pages.openTAXII, wanted: wanted,
            remarks: [
                "\(CollectionLoad.objectsPerPage) a page; " + pages.node.result.latencies.remark
            ])
    }
}
