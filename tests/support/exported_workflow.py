"""The Python code that Agent Builder exports for a workflow of two agents."""

EXPORTED = """
from agents import Agent, ModelSettings, TResponseInputItem, Runner, RunConfig, trace
from pydantic import BaseModel

class ClassifySchema(BaseModel):
  category: str


classify = Agent(
  name="Classify",
  instructions="Sort the question: work, education or other.",
  model="gpt-5-mini",
  output_type=ClassifySchema,
  model_settings=ModelSettings(
    store=True
  )
)


resume_agent = Agent(
  name="Résumé agent",
  instructions="You answer questions about the résumé. Be brief.",
  model="gpt-5",
  model_settings=ModelSettings(
    store=True
  )
)


class WorkflowInput(BaseModel):
  input_as_text: str


# Main code entrypoint
async def run_workflow(workflow_input: WorkflowInput):
  with trace("Résumé workflow"):
    state = {

    }
    workflow = workflow_input.model_dump()
    conversation_history: list[TResponseInputItem] = [
      {
        "role": "user",
        "content": [
          {
            "type": "input_text",
            "text": workflow["input_as_text"]
          }
        ]
      }
    ]
    classify_result_temp = await Runner.run(
      classify,
      input=[
        *conversation_history
      ],
      run_config=RunConfig(trace_metadata={
        "__trace_source__": "agent-builder",
        "workflow_id": "wf_example"
      })
    )
    classify_result = {
      "output_text": classify_result_temp.final_output.json(),
      "output_parsed": classify_result_temp.final_output.model_dump()
    }
    if classify_result["output_parsed"]["category"] == "other":
      return classify_result
    resume_agent_result_temp = await Runner.run(
      resume_agent,
      input=[
        *conversation_history
      ],
      run_config=RunConfig(trace_metadata={
        "__trace_source__": "agent-builder",
        "workflow_id": "wf_example"
      })
    )

    conversation_history.extend([item.to_input_item() for item in resume_agent_result_temp.new_items])

    resume_agent_result = {
      "output_text": resume_agent_result_temp.final_output_as(str)
    }
    return resume_agent_result
"""
