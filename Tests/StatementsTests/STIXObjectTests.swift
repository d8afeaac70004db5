import Statements
import Testing

@Suite struct STIXObjectTests {
    @Test("what a sighting counts is read as it was noted, also that it counts nothing")
    func counted() throws {
        let domain = try Indicator(.domain, parsing: "a.example")
        for counted: STIXObject.Counted? in [nil, .nothing, .of(domain)] {
            let said = Statement.stixObject(
                STIXObject(
                    objectID: "sighting--0", objectType: "sighting", json: Array("{}".utf8),
                    tlp: .amber, counted: counted))
            let read = try Statement.decode(kind: said.kind, payload: said.payload())
            guard case .stixObject(let object) = read else {
                Issue.record("another kind")
                continue
            }
            #expect(object.counted == counted)
            #expect(read == said)
        }
    }
}
