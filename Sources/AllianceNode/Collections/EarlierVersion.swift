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
    /// Before all others for an object that has none: it says no time by which it could be a newer one.
    let version: STIXTimestamp
    let created: STIXTimestamp?
    /// Keep the object, and take back what it said; empty where it said nothing.
    let takingBack: [Statement]
    /// What it counted.
    let sighting: CountedSighting?

    /// - Parameter statement: what stands at a dot.
    init(_ newest: NewestVersion, statement: (StatementDot) throws -> Statement?) rethrows {
        let value = try? JSONValue(parsing: newest.json, depthMax: STIXObjectHead.depthMax)
        let head = value.flatMap { try? STIXObjectHead($0) }
        sighting = try value.flatMap { STIXSighting($0) }.map {
            CountedSighting(sighting: $0, counted: try Self.counted(newest, statement))
        }
        created = head?.created
        if let head, head.version == nil {
            version = STIXTimestamp(microseconds: 0)
            takingBack = try Self.takingBackWhole(newest, statement)
            return
        }
        version = newest.version
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
        if let head, let kept = try? PostedStatements.kept(head, newest.json, tlp) {
            statements.insert(kept, at: 0)
        }
        takingBack = statements
    }

    private static func counted(
        _ newest: NewestVersion, _ statement: (StatementDot) throws -> Statement?
    ) rethrows -> STIXObject.Counted? {
        for dot in newest.dots {
            if case .stixObject(let said)? = try statement(dot), let counted = said.counted {
                return counted
            }
        }
        return nil
    }

    /// An object that has no version cannot stand beside one that has: it goes. An observable that was made here of
    /// a report stays, and so does the report.
    private static func takingBackWhole(
        _ newest: NewestVersion, _ statement: (StatementDot) throws -> Statement?
    ) rethrows -> [Statement] {
        let own = try newest.dots.filter { dot in
            switch try statement(dot) {
            case .assertIndicator(let said): said.originalObject?.bytes == newest.json
            case .dispute(let said): said.originalObject?.bytes == newest.json
            case .link(let said): said.originalObject?.bytes == newest.json
            case .stixObject(let said): said.json == newest.json
            default: false
            }
        }
        return own.isEmpty ? [] : Retraction.statements(of: own)
    }
}
