import AllianceNames
import NodeAPI
import SignIn
import Testing

@Suite struct CaseDescriptionFormTests {
    @Test(
        "who works on a case is named with whatever keyboards of any script put between two names",
        arguments: ["anna, bo", "anna bo", "anna;bo", "anna，bo", "anna、 bo", "anna；bo，"])
    func team(_ typed: String) throws {
        let fields = try FormFields(parsing: Array("title=raid&team=\(typed)".utf8))
        #expect(try CaseDescriptionForm(fields).team.map(\.rawValue) == ["anna", "bo"])
    }
}
