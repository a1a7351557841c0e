// The forms that the suite's tools ask a client to fill in.

const string = { type: 'string' };

export const elicitationForms: Record<string, { message: string; says: string; schema: object }> = {
  test_elicitation: {
    message: 'Please answer',
    says: 'User response',
    schema: { type: 'object', properties: { username: { ...string, description: "User's response" }, email: { ...string, description: "User's email address" } }, required: ['username', 'email'] },
  },
  test_elicitation_sep1034_defaults: {
    message: 'Please review and update the form fields with defaults',
    says: 'Elicitation completed',
    schema: {
      type: 'object',
      properties: {
        name: { ...string, description: 'User name', default: 'John Doe' },
        age: { type: 'integer', description: 'User age', default: 30 },
        score: { type: 'number', description: 'User score', default: 95.5 },
        status: { ...string, description: 'User status', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', description: 'Verification status', default: true },
      },
      required: [],
    },
  },
  test_elicitation_sep1330_enums: {
    message: 'Please select options from the enum fields',
    says: 'Elicitation completed',
    schema: {
      type: 'object',
      properties: {
        untitledSingle: { ...string, enum: ['option1', 'option2', 'option3'] },
        titledSingle: { ...string, oneOf: [{ const: 'value1', title: 'First Option' }, { const: 'value2', title: 'Second Option' }, { const: 'value3', title: 'Third Option' }] },
        legacyEnum: { ...string, enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
        untitledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { ...string, enum: ['option1', 'option2', 'option3'] } },
        titledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { anyOf: [{ const: 'value1', title: 'First Choice' }, { const: 'value2', title: 'Second Choice' }, { const: 'value3', title: 'Third Choice' }] } },
      },
      required: [],
    },
  },
};
