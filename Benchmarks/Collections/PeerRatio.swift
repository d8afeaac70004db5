/// A figure of ours beside OpenTAXII's to the same requests.
enum PeerRatio {
    /// - Parameter theirs: the first is the limit; each is told.
    static func figure(
        _ name: String, _ unit: String, _ own: CollectionLoad.Served,
        _ theirs: [CollectionLoad.Served], wanted: Double, remarks: [String]
    ) -> Figure {
        let peers = theirs.map {
            "OpenTAXII (\($0.processes) processes) \(Figure.rounded($0.perSecond)) \(unit), "
                + "\($0.result.latencies.remark): "
                + "\(Figure.rounded(own.perSecond / $0.perSecond)) times, wanted \(Int(wanted))"
        }
        let none =
            "BENCH_OPENTAXII names no Python with OpenTAXII: there is nothing to compare with"
        return Figure(
            name: name, value: own.perSecond, unit: unit, limit: "OpenTAXII on SQLite",
            limitValue: theirs.first?.perSecond ?? .nan, cpuSeconds: own.cpuSeconds,
            peakMemoryBytes: own.peakMemoryBytes,
            remarks: remarks + (peers.isEmpty ? [none] : peers))
    }
}
