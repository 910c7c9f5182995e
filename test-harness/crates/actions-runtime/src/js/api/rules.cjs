'use strict';

function rulesApi(recorder) {
  return { wasExecuted: (ruleId) => recorder.executedRules.includes(ruleId) };
}

module.exports = { rulesApi };
