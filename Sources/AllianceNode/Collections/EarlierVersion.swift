import CRDT
import JSON
import MergedView
import NodeAPI
import SQLiteStore
import STIX
import Statements
import TAXII

/// The version of an object that a newer one replaces.
struct EarlierVersion: Sendable {
    let version: STIXTimestamp
    /// Keep the object, and take back what it said; empty where it said nothing.
    let takingBack: [Statement]
    /// What it counted.
    let sighting: STIXSighting?

    /// - Parameter statement: what stands at a dot.
    init(_ newest: NewestVersion, statement: (StatementDot) throws -> Statement?) rethrows {
        version = newest.version
        let value = try? JSONValue(parsing: newest.json, depthMax: STIXObjectHead.depthMax)
        sighting = value.flatMap { STIXSighting($0) }
        var speaking: [StatementDot] = []
        var tlp: TLP?
        for dot in newest.dots {
            switch try statement(dot) {
            case .assertIndicator(let said): tlp = said.tlp
            case .dispute(let said): tlp = said.tlp
            case .link(let said): tlp = said.tlp
            default: continue
            }
            speaking.append(dot)
        }
        guard let tlp else {
            takingBack = []
            return
        }
        var statements = Retraction.statements(of: speaking)
        // Before the retraction, so that the version is never away. One that is too long by itself goes.
        if let value, let head = try? STIXObjectHead(value),
            let kept = try? PostedStatements.kept(head, newest.json, tlp)
        {
            statements.insert(kept, at: 0)
        }
        takingBack = statements
    }
}
