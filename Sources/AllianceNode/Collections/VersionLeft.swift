import CRDT
import MergedView
import SQLiteStore
import STIX
import Statements
import TAXII

/// The version of an object that is the newest one when newer ones were deleted.
struct VersionLeft {
    let newest: NewestVersion
    /// Say what the version says, and take back the statement that kept it silent; empty where it speaks already, and
    /// where it says nothing beside itself.
    let speaking: [Statement]
    /// What it counts again.
    let sighting: CountedSighting?

    /// - Parameters:
    ///   - known: what objects of these names are about.
    ///   - statement: what stands at a dot.
    init(
        _ newest: NewestVersion, known: (Set<String>) throws -> KnownIdentifiers,
        statement: (StatementDot) throws -> Statement?
    ) throws {
        self.newest = newest
        var keeping: [StatementDot] = []
        var kept: STIXObject?
        for dot in newest.dots {
            guard case .stixObject(let said)? = try statement(dot) else { continue }
            keeping.append(dot)
            kept = said
        }
        let object = PostedObject(json: newest.json)
        guard let kept, keeping.count == newest.dots.count,
            case .object(let head, let value) = object.reading
        else {
            (speaking, sighting) = ([], nil)
            return
        }
        // As narrow as it was kept, also where the marking that said so is gone.
        var mapping = PostedStatements(
            defaults: STIXImportDefaults(tlp: kept.tlp), of: [object])
        mapping.learn(try known(mapping.unknown))
        let said = (try? mapping.statements(object, head, value)) ?? []
        var counted = kept.counted
        var isSilent = said.allSatisfy { $0.kind == .stixObject }
        // One that came late counted nothing; one whose subject was known says itself what it counts.
        if case .stixObject(let again)? = said.first, case .of? = again.counted, counted == .nothing
        {
            counted = again.counted
            isSilent = false
        }
        speaking = isSilent ? [] : said + Retraction.statements(of: keeping)
        sighting = STIXSighting(value).map { [counted] in
            CountedSighting(sighting: $0, counted: counted)
        }
    }
}
