/// Reads a captured document into scans: what is to be recorded and what is to be said about it.
/// Recording is the caller's.
///
/// Source: EPCIS 2.0, section 12.6 (capture interface).
package struct ScanCapture: Equatable, Sendable {
    /// Events that one capture may hold (`GS1-EPCIS-Capture-Limit`).
    package static let eventsMax = 1_000
    /// Bytes of one capture (`GS1-EPCIS-Capture-File-Size-Limit`).
    package static let bytesMax = 1 << 20

    /// In the order of the document; nothing where the behaviour is `rollback` and one failed.
    package let scans: [ScanEvent]
    package let failures: [CaptureJob.Failure]

    package init(_ bytes: [UInt8], behaviour: CaptureJob.ErrorBehaviour) {
        var scans: [ScanEvent] = []
        var failures: [CaptureJob.Failure] = []
        do throws(EPCISError) {
            guard bytes.count <= Self.bytesMax else {
                throw .headerLength(bytesMax: Self.bytesMax)
            }
            let items = try EPCISDocumentReader.read(bytes)
            guard items.count <= Self.eventsMax else {
                throw .notADocument(found: "it has more than \(Self.eventsMax) events")
            }
            for item in items {
                do throws(EPCISError) {
                    switch item.result {
                    case .event(let event): scans.append(try ScanEvent(of: event))
                    case .refused(let error): throw error
                    }
                } catch {
                    failures.append(.init(number: item.number, detail: error.description))
                }
            }
        } catch {
            scans = []
            failures = [.init(number: 0, detail: error.description)]
        }
        self.scans = behaviour == .rollback && !failures.isEmpty ? [] : scans
        self.failures = failures
    }
}
